using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+13175550142", "+1•••••••42")]
    [InlineData("+442079460958", "+44•••••••58")]
    [InlineData("+375291234567", "+375•••••••67")]
    [InlineData("+6834123", "+683•••••••23")]
    public void A_number_in_a_message_shows_its_country_and_two_digits(string e164, string masked)
    {
        var number = new PhoneNumberReader("US").Read(e164).Phone;

        $"No customer has {number}.".ShouldBe($"No customer has {masked}.");
    }

    [Fact]
    public void Numbers_are_equal_by_their_E164() =>
        new PhoneNumberReader("GB").Read("020 7946 0958").ShouldBe(new PhoneNumberReader("US").Read("+44 20 7946 0958"));

    [Fact]
    public void The_default_value_is_no_number_and_says_so()
    {
        default(PhoneNumber).ToString().ShouldBe("(no number)");
        Should.Throw<InvalidOperationException>(() => default(PhoneNumber).E164);
    }
}
