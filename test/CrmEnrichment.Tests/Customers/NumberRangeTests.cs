using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>Ranges that users have reported as not read, and that are in libphonenumber's metadata.</summary>
public static class NumberRangeTests
{
    public static TheoryData<string, string, string> Reported() =>
    [
        .. Repository.Read("test/CrmEnrichment.Tests/Customers/Cases/number-ranges.tsv").TrimEnd().Split('\n').Skip(1)
            .Select(line => line.Split('\t'))
            .Select(columns => new TheoryDataRow<string, string, string>(columns[0], columns[1], columns[2])),
    ];

    [Theory]
    [MemberData(nameof(Reported))]
    public static void A_reported_range_is_read(string region, string text, string e164) => (new PhoneNumberReader(region).Read(text).Phone?.E164).ShouldBe(e164);

    [Theory]
    [InlineData("+1911")]
    [InlineData("+98 960")]
    [InlineData("+98 9603")]
    [InlineData("+49 110")]
    public static void What_is_short_and_in_no_plan_is_no_number(string text) => new PhoneNumberReader("US").Read(text).Phone.ShouldBeNull();
}
