using System.Globalization;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>VICIdial's server writes its own time, and says no zone.</summary>
public static class CallbackTimeTests
{
    [Theory]
    [InlineData("2026-12-24 10:30:00", "America/New_York", "2026-12-24T15:30:00Z")]
    [InlineData("2026-07-24 10:30:00", "America/New_York", "2026-07-24T14:30:00Z")]
    [InlineData("2026-07-24 10:30", "UTC", "2026-07-24T10:30:00Z")]
    [InlineData("2026-03-08 02:30:00", "America/New_York", "2026-03-08T07:30:00Z")]
    [InlineData("2026-11-01 01:30:00", "America/New_York", "2026-11-01T05:30:00Z")]
    public static void A_time_is_of_the_servers_zone_in_summer_in_winter_and_where_the_clock_changes(string text, string zone, string time) =>
        CallbackTime.Read(text, TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("tomorrow")]
    [InlineData("2026-02-30 10:30:00")]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("9999-12-31 23:59:59")]
    public static void What_is_no_time_is_none(string? text) => CallbackTime.Read(text, TimeZoneInfo.Utc).ShouldBeNull();
}
