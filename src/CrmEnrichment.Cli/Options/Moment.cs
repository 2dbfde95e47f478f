using System.Globalization;

namespace CrmEnrichment.Cli.Options;

/// <summary>A time as people give it: ISO 8601, in UTC unless it says otherwise, or <c>90m</c>, <c>2h</c>, <c>1d</c> ago.</summary>
internal static class Moment
{
    public static bool TryRead(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        if (AgoOf(text) is { } ago)
        {
            // Longer ago than there is time before now is no time.
            var isPossible = ago <= (now - DateTimeOffset.MinValue).TotalSeconds;
            moment = isPossible ? now.AddSeconds(-ago) : default;
            return isPossible;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
    }

    /// <returns>Seconds; null where the text has another form.</returns>
    private static double? AgoOf(string text) =>
        text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? text[^1] switch { 'm' => count * 60.0, 'h' => count * 3_600.0, 'd' => count * 86_400.0, _ => null }
            : null;
}
