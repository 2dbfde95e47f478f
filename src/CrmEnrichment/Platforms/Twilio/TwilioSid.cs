using System.Text.RegularExpressions;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>The forms of Twilio's ids: two letters and 32 hexadecimal digits. They come from outside, and get into paths.</summary>
internal static partial class TwilioSid
{
    public static bool IsTask(string? sid) => sid is not null && Task.IsMatch(sid);

    public static bool IsCall(string? sid) => sid is not null && Call.IsMatch(sid);

    [GeneratedRegex(@"^WT[0-9a-fA-F]{32}\z", RegexOptions.None, 10_000)]
    private static partial Regex Task { get; }

    [GeneratedRegex(@"^CA[0-9a-fA-F]{32}\z", RegexOptions.None, 10_000)]
    private static partial Regex Call { get; }
}
