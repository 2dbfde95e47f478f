using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Journal.Writing;
using CrmEnrichment.Platforms;
using CrmEnrichment.Reconciliation;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>Compares the platform's history of a period with the journal: a lost event, or an entry that was never written, is found without a person looking.</summary>
public sealed class ReconcileJournal(
    IInteractionHistory history,
    Comparison comparison,
    CrmJournals journals,
    IStateStore store,
    JournalOptions options,
    Metrics metrics,
    TimeProvider time,
    ILogger<ReconcileJournal> log)
{
    /// <param name="request">Which period, and whether to repair.</param>
    /// <param name="invocation">The owner of the lease.</param>
    /// <param name="timeLeft">Until Lambda ends the invocation.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">The period cannot be compared.</exception>
    /// <exception cref="UpstreamException">A system did not answer the schedule's run, or refused; that of a person says so in its report.</exception>
    public async Task<ReconcileReport> RunAsync(ReconcileRequest request, string invocation, TimeSpan timeLeft, CancellationToken ct)
    {
        var length = ReconcileTime.Of(request.MaxSeconds, timeLeft);
        using var deadline = Deadline.Start(length.Whole, time);
        var progress = request.IsScheduled ? await ReconcileProgress.LoadAsync(store, ct) : null;
        var (since, until) = ReconcilePeriod.Of(request, progress, options, time.GetUtcNow());
        var report = new ReconcileReport { Since = since, Until = until, Fix = request.Fix ?? (request.IsScheduled && options.Reconcile.Fix) };

        // Two runs would ask the platform for everything twice.
        var lease = new WorkLease(store, "journal/lease/reconcile", invocation, time);
        if (!await lease.TakeAsync(timeLeft, ct))
        {
            report.EndedBy = ReconcileEnd.OtherRun;
            log.OtherRun();
            return report;
        }

        try
        {
            var failure = await TryAsync(report, time.GetUtcNow() + length.Comparing, ct);
            log.Reconciled(report);
            if (request.IsScheduled)
            {
                await EndNightAsync(report, progress, ct);
                return failure is null ? report : throw failure;
            }

            return report;
        }
        finally
        {
            await lease.GiveBackAsync();
        }
    }

    private async Task<UpstreamException?> TryAsync(ReconcileReport report, DateTimeOffset end, CancellationToken ct)
    {
        try
        {
            await new ReconcileRun(history, comparison, report, time).RunAsync(end, ct);
            return null;
        }
        catch (UpstreamException e)
        {
            (report.EndedBy, report.Failure) = (ReconcileEnd.Failed, e.Message);
            report.ContinueAt ??= report.Since;
            return e;
        }
    }

    /// <summary>The next night begins where this one ended, and nothing that is older than the first night is compared.</summary>
    private async Task EndNightAsync(ReconcileReport report, ReconcileProgress? progress, CancellationToken ct)
    {
        foreach (var crm in journals.All)
        {
            metrics.Level(MetricNames.JournalMissing, report.Of(FindingKind.Missing, crm.Name), "Crm", crm.Name);
            metrics.Level(MetricNames.JournalUnfinished, report.Of(FindingKind.Unfinished, crm.Name), "Crm", crm.Name);
        }

        await new ReconcileProgress(progress?.Began ?? report.Since, report.ContinueAt ?? report.Until).SaveAsync(store, ct);
    }
}
