namespace CrmEnrichment.Benchmarks.Report;

/// <summary>One kind of event against an upstream that takes its time, in milliseconds.</summary>
/// <param name="Waits">What the upstream takes of it at least; the rest is the party's.</param>
internal sealed record PathFigures(string Party, string Path, double Waits, double Median, double NinetyFifth)
{
    public double Above => Math.Round(Median - Waits, 3);

    public static PathFigures Of(string party, string path, int waits, IReadOnlyCollection<double> times) => new(party, path, waits, Quantile.Of(times, 0.5), Quantile.Of(times, 0.95));
}

/// <summary>The spans of a warm event by their medians, in milliseconds: from the hand-over of the event over the two requests to the answer.</summary>
internal sealed record SpanFigures(string Party, double BeforeCrm, double Crm, double BetweenCalls, double Patch, double AfterPatch);

/// <summary>System calls of one warm event.</summary>
/// <param name="Waits">The futex waits among them: a thread stops until another one wakes it.</param>
/// <param name="ByName">All, by strace's name; futex as futex(wait) and futex(wake).</param>
internal sealed record CallFigures(string Party, double Total, double Waits, IReadOnlyDictionary<string, double> ByName);
