using System.Text.Json;
using CrmEnrichment.Web.ScreenPop.Page;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.ScreenPop;

/// <summary>Values and names of fields, as people read them.</summary>
public static class FieldTextTests
{
    [Theory]
    [InlineData("loyaltyTier", "Loyalty tier")]
    [InlineData("crmAccountId", "Crm account id")]
    [InlineData("last_purchase_date", "Last purchase date")]
    [InlineData("VIPStatus", "VIP status")]
    [InlineData("email", "Email")]
    public static void A_name_of_a_field_becomes_words(string field, string label) => FieldText.Label(field).ShouldBe(label);

    [Theory]
    [InlineData("\" text \"", "text")]
    [InlineData("\"\"", null)]
    [InlineData("10042", "10042")]
    [InlineData("14250.75", "14,250.75")]
    [InlineData("3120.00", "3,120")]
    [InlineData("true", "Yes")]
    [InlineData("[\"a\", 2, {\"b\": 1}, [3]]", "a, 2")]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("\"\\ud800\"", null)]
    public static void A_value_becomes_text(string json, string? text) => FieldText.Of(JsonElement.Parse(json)).ShouldBe(text);

    [Fact]
    public static void A_long_text_is_cut_between_two_characters() => FieldText.Of(JsonElement.Parse($"\"{new string('a', 9)}😀b\""), 10).ShouldBe("aaaaaaaaa…");

    [Theory]
    [InlineData("\"48000\"", "48,000")]
    [InlineData("\"48000.50\"", "48,000.50")]
    [InlineData("1234567", "1,234,567")]
    [InlineData("\"about 5\"", "about 5")]
    public static void An_amount_is_in_groups(string json, string text) => FieldText.Amount(JsonElement.Parse(json)).ShouldBe(text);

    [Theory]
    [InlineData("2026-03-02", true)]
    [InlineData("2026-03-02T16:40:00Z", true)]
    [InlineData("2026-03-02T16:40:00.123+01:00", true)]
    [InlineData("2026-03-02T16:40:00.000+0000", true)]
    [InlineData("2026-03-02 16:40:00", true)]
    [InlineData("2026-13-02", false)]
    [InlineData("2026", false)]
    [InlineData("1317-555-0142", false)]
    public static void A_time_is_told_by_its_form(string text, bool isTime) => (FieldText.Time(JsonElement.Parse($"\"{text}\"")) is not null).ShouldBe(isTime);

    [Theory]
    [InlineData(-10, "now")]
    [InlineData(-90, "1 minute ago")]
    [InlineData(-7200, "2 hours ago")]
    [InlineData(-86400, "1 day ago")]
    [InlineData(-86400 * 59, "59 days ago")]
    [InlineData(-86400 * 100, "3 months ago")]
    [InlineData(-86400 * 1000, "2 years ago")]
    [InlineData(86400 * 3, "in 3 days")]
    public static void How_long_ago_is_told_in_a_persons_unit(int seconds, string text)
    {
        var now = DateTimeOffset.UnixEpoch;
        FieldText.Relative(now.AddSeconds(seconds), now).ShouldBe(text);
    }
}
