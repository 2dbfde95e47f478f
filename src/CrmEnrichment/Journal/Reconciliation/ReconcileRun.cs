using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms;
using CrmEnrichment.Reconciliation;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>One walk through the history, in the order of the interactions' beginnings, some at a time.</summary>
internal sealed class ReconcileRun(IInteractionHistory history, Comparison comparison, ReconcileReport report, TimeProvider time)
{
    /// <summary>Each waits for the state store some times, so that ten are done in the time of one.</summary>
    private const int AtOnce = 10;

    private readonly UnreadCrms _unread = new();

    /// <exception cref="UpstreamException">A system did not answer, or refuses. What was compared before is in the report.</exception>
    public async Task RunAsync(DateTimeOffset end, CancellationToken ct)
    {
        var some = new List<PastInteraction>(AtOnce);
        report.ContinueAt = report.Since;
        await foreach (var past in history.ReadAsync(report.Since, report.Until, ct))
        {
            if (some.Count == 0)
            {
                report.ContinueAt = past.StartedAt;
                if (time.GetUtcNow() >= end)
                {
                    report.EndedBy = ReconcileEnd.TimeUp;
                    return;
                }
            }

            some.Add(past);
            if (some.Count == AtOnce)
            {
                await CompareAsync(some, ct);
                some.Clear();
            }
        }

        await CompareAsync(some, ct);
        report.ContinueAt = null;
    }

    private async Task CompareAsync(IReadOnlyList<PastInteraction> some, CancellationToken ct)
    {
        foreach (var (kind, finding) in await Task.WhenAll(some.Select(past => comparison.CompareAsync(past, report.Fix, _unread, ct))))
        {
            report.Add(kind, finding);
        }

        report.NotRead.UnionWith(_unread.Names);
    }
}
