using CrmEnrichment.Customers.Privacy;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>Names that say what must not be shown to anybody.</summary>
public static class SensitiveFieldsTests
{
    private static readonly string[] s_sensitive = ["ssn", "social security number", "password", "credit card", "card number", "bank account", "iban", "cvv", "pin"];

    [Theory]
    [InlineData("SSN")]
    [InlineData("ssnLast4")]
    [InlineData("SSNLast4")]
    [InlineData("customerssn")]
    [InlineData("SocialSecurityNo")]
    [InlineData("pwd_hash")]
    [InlineData("creditCardNumber")]
    [InlineData("CREDITCARD")]
    [InlineData("payment.card")]
    [InlineData("cc_number")]
    [InlineData("cvv2")]
    [InlineData("accountIBAN")]
    [InlineData("BankAcct")]
    [InlineData("billing.bank-account.holder")]
    [InlineData("sort_code")]
    [InlineData("card2_number")]
    [InlineData("card1")]
    [InlineData("PIN2")]
    [InlineData("iban1")]
    [InlineData("Bank_Acc_No")]
    [InlineData("social_sec_nr")]
    public static void A_sensitive_name_is_recognised(string name) => SensitiveFields.Has(name).ShouldBeTrue();

    [Theory]
    [InlineData("businessName")]
    [InlineData("className")]
    [InlineData("crmAccountId")]
    [InlineData("account_status")]
    [InlineData("lifetimeValue")]
    [InlineData("loyaltyTier")]
    [InlineData("spinOff")]
    [InlineData("companyName")]
    [InlineData("discard")]
    [InlineData("shipping.city")]
    [InlineData("panel")]
    [InlineData("")]
    [InlineData("имя")]
    public static void A_name_that_only_looks_like_one_is_not(string name) => SensitiveFields.Has(name).ShouldBeFalse();

    [Fact]
    public static void However_it_is_spelt_it_is_recognised() => Prop.ForAll(
        (from words in Gen.Elements(s_sensitive).Select(name => name.Split(' '))
         from separator in Gen.Elements("_", "-", ".", " ", "")
         from casing in Gen.Elements<Func<string, string>>(word => word, word => word.ToUpperInvariant(), word => char.ToUpperInvariant(word[0]) + word[1..])
         from before in Gen.Elements("", "customer", "Primary")
         select string.Join(separator.Length == 0 ? "_" : separator, words.Select(casing).Prepend(before).Where(word => word.Length > 0))).ToArbitrary(),
        name => SensitiveFields.Has(name)).QuickCheckThrowOnFailure();
}
