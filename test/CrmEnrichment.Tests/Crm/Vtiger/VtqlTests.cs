using System.Text.RegularExpressions;
using CrmEnrichment.Crm.Vtiger.Queries;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Vtiger;

public sealed partial class VtqlTests
{
    [Fact]
    public void Every_number_of_a_module_is_searched_with_anything_between_the_digits() =>
        Vtql.Search(VtigerModule.Of("Leads"), ["id", "company"], "175550142").ShouldBe(
            "SELECT id,company FROM Leads WHERE phone LIKE '%1%7%5%5%5%0%1%4%2%' OR mobile LIKE '%1%7%5%5%5%0%1%4%2%';");

    // Vtiger passes literals on into SQL, where a backslash at the end would swallow the quote behind it.
    [Fact]
    public void Nothing_but_digits_of_any_text_gets_into_a_literal() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll<string?>(text => Literal.IsMatch(Vtql.Pattern($"1{text}"))));

    [Theory]
    [InlineData(@"7\")]
    [InlineData("7' OR lastname LIKE '%")]
    [InlineData("7%' ; --")]
    [InlineData("७7")]
    public void An_attack_is_a_number_with_fewer_digits(string digits) => Vtql.Pattern(digits).ShouldBe("%7%");

    [Theory]
    [InlineData("")]
    [InlineData("'%'")]
    public void Without_a_digit_there_is_no_search_for_everybody(string digits) => Should.Throw<ArgumentException>(() => Vtql.Pattern(digits));

    [GeneratedRegex(@"\A%([0-9]%)+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal { get; }
}
