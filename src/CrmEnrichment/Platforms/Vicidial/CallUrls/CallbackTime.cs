using System.Globalization;

namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

/// <summary>When the customer is to be called back: VICIdial writes its server's own time, without a zone. Pure.</summary>
internal static class CallbackTime
{
    /// <returns>In UTC; null for a text that is no time. In the hour that a change of the clock leaves out, the time is as far after it; in the one that comes twice, the first counts.</returns>
    public static DateTimeOffset? Read(string? text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(text, ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) || time.Year is < 2000 or > 9990)
        {
            return null;
        }

        var offset = zone.IsInvalidTime(time) ? zone.GetUtcOffset(time.AddHours(-3))
            : zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max()
            : zone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }
}
