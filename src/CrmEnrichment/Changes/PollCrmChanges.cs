using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Changes;

/// <summary>Asks the CRMs that cannot tell what has changed since the last time; what follows is the same as after a notice.</summary>
/// <remarks>The first poll begins at its own time: what changed before is in no cache that is older.</remarks>
public sealed partial class PollCrmChanges
{
    /// <summary>A place that nobody has moved for so long is given up, and the next poll begins anew. Longer than any outage.</summary>
    private static readonly TimeSpan s_keptFor = TimeSpan.FromDays(30);

    /// <summary>Kept back of the invocation's time for the answer.</summary>
    private static readonly TimeSpan s_reserve = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<(string Source, IChangedRecords Records)> _polled;
    private readonly ChangeEffects _effects;
    private readonly IStateStore _store;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<PollCrmChanges> _log;

    internal PollCrmChanges(
        IReadOnlyList<(string Source, IChangedRecords Records)> polled, ChangeEffects effects, IStateStore store, Metrics metrics, TimeProvider time, ILogger<PollCrmChanges> log) =>
        (_polled, _effects, _store, _metrics, _time, _log) = (polled, effects, store, metrics, time, log);

    /// <param name="requestId">The invocation's, for the log.</param>
    /// <param name="timeLeft">Of the invocation.</param>
    /// <param name="ct">Ends the poll.</param>
    public async Task<IReadOnlyList<ChangePoll>> RunAsync(string requestId, TimeSpan timeLeft, CancellationToken ct)
    {
        using var measured = _metrics.Gather();
        using var scope = _log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["requestId"] = requestId });
        using var limit = TimeLimit.Start(timeLeft - s_reserve, _time, ct);
        var polls = new List<ChangePoll>();
        foreach (var (source, records) in _polled)
        {
            foreach (var part in records.Parts)
            {
                polls.Add(await PollAsync(source, records, part, limit));
            }
        }

        return polls;
    }

    private async Task<ChangePoll> PollAsync(string source, IChangedRecords records, string part, TimeLimit limit)
    {
        try
        {
            var poll = await limit.RunAsync(ct => PollAsync(source, records, part, ct));
            Count(poll.Problem is null ? ChangeResult.Done : ChangeResult.Failed);
            return poll;
        }
        catch (UpstreamException e)
        {
            return Failed(e.Message);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return Failed("The invocation's time was over.");
        }

        ChangePoll Failed(string reason)
        {
            NotDone(_log, source, part, reason);
            Count(ChangeResult.Failed);
            return new(source, part, 0, reason);
        }
    }

    private async Task<ChangePoll> PollAsync(string source, IChangedRecords records, string part, CancellationToken ct)
    {
        var key = $"changes/{source}/{part}";
        var now = _time.GetUtcNow();
        if (ChangeCursor.Parse(await _store.GetAsync(key, ct)) is not { } cursor)
        {
            await _store.PutAsync(key, $"{ChangeCursor.From(now)}", s_keptFor, ct);
            return new(source, part, 0);
        }

        var read = await records.ReadAsync(part, cursor.At, ct);
        var changes = read.Changes.Where(cursor.IsNew).ToList();
        var failures = await _effects.ApplyAsync(source, changes, ct);
        var reason = string.Join(' ', failures.Select(failure => failure.Message).Distinct(StringComparer.Ordinal));
        if (failures.Count > 0)
        {
            NotDone(_log, source, part, reason);
        }

        // What will be refused again must not keep later changes back for ever.
        if (failures.Any(failure => failure.Fault is UpstreamFault.Unavailable or UpstreamFault.Throttled))
        {
            return new(source, part, changes.Count, reason);
        }

        var (next, leavesOut) = cursor.After(read, now);
        if (leavesOut)
        {
            LeftOut(_log, source, part, read.Changes.Count);
        }

        if (next != cursor)
        {
            await _store.PutAsync(key, $"{next}", s_keptFor, ct);
        }

        _metrics.Count(MetricNames.CrmChanges, changes.Count, "Source", source);
        return new(source, part, changes.Count, failures.Count > 0 ? reason : null);
    }

    private void Count(string result) => _metrics.Count(MetricNames.CrmChangeNotices, "Result", result);

    [LoggerMessage(624, LogLevel.Warning, "Changes in {Source} ({Part}) not taken in; the next poll tries again: {Reason}")]
    private static partial void NotDone(ILogger log, string source, string part, string reason);

    [LoggerMessage(625, LogLevel.Warning, "More than {Read} records of {Source} ({Part}) changed in one second; the others are known when their cached answers are old")]
    private static partial void LeftOut(ILogger log, string source, string part, int read);
}
