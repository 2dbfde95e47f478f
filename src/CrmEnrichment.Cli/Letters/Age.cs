namespace CrmEnrichment.Cli.Letters;

/// <summary>How long ago something was, in one unit: <c>45s</c>, <c>12m</c>, <c>3h</c>, <c>5d</c>.</summary>
internal static class Age
{
    public static string Of(TimeSpan age) =>
        age < TimeSpan.Zero ? "0s"
        : age.TotalMinutes < 2 ? $"{(int)age.TotalSeconds}s"
        : age.TotalHours < 2 ? $"{(int)age.TotalMinutes}m"
        : age.TotalDays < 2 ? $"{(int)age.TotalHours}h"
        : $"{(int)age.TotalDays}d";
}
