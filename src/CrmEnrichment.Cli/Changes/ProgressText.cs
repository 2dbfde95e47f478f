using System.Globalization;

namespace CrmEnrichment.Cli.Changes;

/// <summary>How far a change is, on one line: the most important first, because a narrow terminal cuts the end.</summary>
internal static class ProgressText
{
    public static string Of(ChangeReport report, TimeSpan elapsed)
    {
        var parts = new List<string> { $"{report.Tried} of {report.Selected}" };
        if (report.Tried > 0 && report.Tried < report.Selected)
        {
            parts.Add($"{Left(elapsed * ((double)(report.Selected - report.Tried) / report.Tried))} left");
        }

        if (report.CanaryStage > 0)
        {
            parts.Add($"canary stage {report.CanaryStage}");
        }

        parts.AddRange(report.Outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Value} {outcome.Key}"));
        return string.Join(", ", parts);
    }

    private static string Left(TimeSpan left) =>
        left.TotalMinutes < 2 ? $"{Math.Ceiling(left.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s" : $"{Math.Ceiling(left.TotalMinutes).ToString(CultureInfo.InvariantCulture)} min";
}
