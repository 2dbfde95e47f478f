using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

public sealed class PhoneSpellingsTests
{
    [Theory]
    [InlineData("DE", "+493012345678", "00493012345678", "03012345678")]
    [InlineData("US", "+13175550142", "01113175550142", "3175550142")]
    [InlineData("GB", "+442079460958", "00442079460958", "02079460958")]
    [InlineData("IT", "+390612345678", "00390612345678", "0612345678")]
    [InlineData("DE", "+41446681800", "0041446681800", null, false)]
    [InlineData("US", "+493012345678", "011493012345678", null)]
    public void A_number_is_spelt_as_people_of_the_country_write_it(string country, string number, string dialled, string? national, bool hasDigits = true)
    {
        var reader = new PhoneNumberReader(country);

        var spellings = PhoneSpellings.Of(reader.Read(number).Phone!.Value, reader);

        (spellings.E164, spellings.Digits, spellings.Dialled, spellings.National).ShouldBe((number, hasDigits ? number[1..] : null, dialled, national));
        spellings.ToString().ShouldNotContain(number[^4..]);
    }
}
