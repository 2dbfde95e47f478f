using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;
using CrmEnrichment.Reconciliation;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>Compares the calls that VICIdial has with the Dispo Call URLs that reached us. VICIdial calls a URL once, from the agent's browser, and never again.</summary>
public sealed class ReconcileDispositions
{
    private readonly DayComparison _comparison;
    private readonly ToldCalls _told;
    private readonly IStateStore _store;
    private readonly VicidialOptions _vicidial;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ReconcileDispositions> _log;

    internal ReconcileDispositions(
        DayComparison comparison, ToldCalls told, IStateStore store, VicidialOptions vicidial, Metrics metrics, TimeProvider time, ILogger<ReconcileDispositions> log) =>
        (_comparison, _told, _store, _vicidial, _metrics, _time, _log) = (comparison, told, store, vicidial, metrics, time, log);

    /// <param name="request">Which days, and whether to repair.</param>
    /// <param name="invocation">The owner of the lease.</param>
    /// <param name="timeLeft">Until Lambda ends the invocation.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">The days cannot be compared.</exception>
    /// <exception cref="UpstreamException">A system did not answer the schedule's run, or refused; that of a person says so in its report.</exception>
    public async Task<DispositionReport> RunAsync(DispositionReconcileRequest request, string invocation, TimeSpan timeLeft, CancellationToken ct)
    {
        var length = ReconcileTime.Of(request.MaxSeconds, timeLeft);
        using var deadline = Deadline.Start(length.Whole, _time);
        var reached = request.IsScheduled ? await DispositionProgress.LoadAsync(_store, ct) : null;
        var (since, until) = DispositionPeriod.Of(request, reached, CallMoment.DayOf(_time.GetUtcNow(), _vicidial.Zone));
        var report = new DispositionReport { Since = since, Until = until, Fix = request.Fix ?? (request.IsScheduled && _vicidial.Reconcile.Fix) };

        // Two runs would ask VICIdial for everything twice.
        var lease = new WorkLease(_store, "journal/lease/dispositions", invocation, _time);
        if (!await lease.TakeAsync(timeLeft, ct))
        {
            report.EndedBy = ReconcileEnd.OtherRun;
            _log.OtherRun();
            return report;
        }

        try
        {
            var failure = await TryAsync(report, _time.GetUtcNow() + length.Comparing, ct);
            _log.Reconciled(report);
            if (request.IsScheduled)
            {
                await EndNightAsync(report, ct);
                return failure is null ? report : throw failure;
            }

            return report;
        }
        finally
        {
            await lease.GiveBackAsync();
        }
    }

    private async Task<UpstreamException?> TryAsync(DispositionReport report, DateTimeOffset end, CancellationToken ct)
    {
        report.ContinueAt = report.Since;
        try
        {
            await CompareAsync(report, end, ct);
            return null;
        }
        catch (UpstreamException e)
        {
            (report.EndedBy, report.Failure) = (ReconcileEnd.Failed, e.Message);
            return e;
        }
    }

    private async Task CompareAsync(DispositionReport report, DateTimeOffset end, CancellationToken ct)
    {
        // What was before the first URL reached nobody.
        var began = await _told.BeganAsync(ct);
        report.NoneEver = began is null;
        var first = began is { } moment ? CallMoment.DayOf(moment, _vicidial.Zone) : report.Since;
        for (var day = report.Since < first ? first : report.Since; day <= report.Until; day = day.AddDays(1))
        {
            report.ContinueAt = day;
            if (_time.GetUtcNow() >= end)
            {
                report.EndedBy = ReconcileEnd.TimeUp;
                return;
            }

            await (began is { } at ? _comparison.CompareAsync(day, at, report, ct) : _comparison.CountAsync(day, report, ct));
        }

        report.ContinueAt = null;
    }

    private async Task EndNightAsync(DispositionReport report, CancellationToken ct)
    {
        _metrics.Level(MetricNames.DispositionsMissing, report.Of(DispositionFindingKind.Missing), "Platform", "Vicidial");
        _metrics.Level(MetricNames.CallUrlsLost, report.LostUrls.DistinctBy(lost => lost.Group, StringComparer.Ordinal).Count(), "Platform", "Vicidial");
        await DispositionProgress.SaveAsync(_store, report.ContinueAt ?? report.Until.AddDays(1), ct);
    }
}
