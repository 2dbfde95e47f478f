using CrmEnrichment.Cli.Changes;

namespace CrmEnrichment.Cli.Site.Work;

/// <summary>How far a change was at one moment.</summary>
public sealed record JobProgress(int Selected, int Tried, int Failed, int Left, int CanaryStage, IReadOnlyList<KeyValuePair<string, int>> Outcomes)
{
    public bool IsDryRun { get; init; }

    public bool WasInterrupted { get; init; }

    public bool WasStoppedByCanary { get; init; }

    public int HeldByOthers { get; init; }

    /// <summary>Of a dry run.</summary>
    public IReadOnlyCollection<string> LetterIds { get; init; } = [];

    /// <remarks>Called where nothing else counts in the report.</remarks>
    internal static JobProgress Of(ChangeReport report) => new(report.Selected, report.Tried, report.Failed, report.Left, report.CanaryStage, [.. report.Outcomes])
    {
        IsDryRun = report.DryRun,
        WasInterrupted = report.Interrupted,
        WasStoppedByCanary = report.StoppedByCanary,
        HeldByOthers = report.HeldByOthers,
        LetterIds = report.LetterIds ?? [],
    };
}
