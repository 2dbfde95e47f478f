using System.Globalization;
using System.Text.RegularExpressions;
using CrmEnrichment.Platforms.Vicidial.CallUrls;

namespace CrmEnrichment.Platforms.Vicidial.Reconciliation;

/// <summary>When a call began, as its URL tells. VICIdial counts a call on that day, and calls the Dispo Call URL at its end. Pure.</summary>
internal static partial class CallMoment
{
    /// <summary>No call is longer, with the agent's time for the disposition.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(12);

    /// <summary>By which the clocks may differ.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    public static DateTimeOffset Of(CallEvent e) =>
        e[CallField.UniqueId] is { } id && Epoch.Match(id) is { Success: true } epoch && Plausible(epoch.Groups["at"].Value, e) is { } began ? began : e.ReceivedAt - Talk(e);

    /// <summary>The day in the zone of VICIdial's server.</summary>
    public static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private static DateTimeOffset? Plausible(string seconds, CallEvent e)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));
        return at > e.ReceivedAt - s_longest && at < e.ReceivedAt + s_skew ? at : null;
    }

    private static TimeSpan Talk(CallEvent e) =>
        int.TryParse(e[CallField.TalkTime], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && TimeSpan.FromSeconds(seconds) < s_longest ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    /// <summary>Asterisk's: the second in which the channel was made, a dot and a number; a cluster may put the server's name before it.</summary>
    [GeneratedRegex(@"(\A|-)(?<at>[0-9]{10})\.[0-9]+\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Epoch { get; }
}
