using System.Text.Json;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>One asker's view of a look-up under way. Disposing of it waits until the answers are cached, for at most half a second.</summary>
/// <remarks>Whoever asks gets what is there when its own time is up (<see cref="Deadline"/>): a source that has not answered by then was late.</remarks>
public sealed class Lookup : IAsyncDisposable
{
    private readonly SharedLookup _shared;
    private readonly Requester _asker;
    private readonly WaitFor _waitFor;
    private readonly FieldPolicy _policy;
    private readonly LookupAudit _audit;
    private readonly FailureLog _failures;
    private readonly ProcessStart _start;
    private readonly bool _whileStarting;
    private readonly long _begun;
    private readonly Task<string> _caller;
    private readonly TimeProvider _time;

    internal Lookup(
        SharedLookup shared, CustomerQuery query, Requester asker, WaitFor waitFor, FieldPolicy policy, LookupAudit audit, FailureLog failures, ProcessStart start, TimeProvider time)
    {
        (_shared, _asker, _waitFor, _policy, _audit, _failures, _start, _time) = (shared, asker, waitFor, policy, audit, failures, start, time);
        (_whileStarting, _begun) = (start.IsUnderWay, time.GetTimestamp());

        // Who it is for the audit takes a secret, which is fetched side by side with the answers.
        _caller = audit.NameAsync(query);
    }

    /// <summary>As soon as it suffices (<see cref="WaitFor"/>); <see cref="Found.Pending"/> says what is still to come.</summary>
    public Task<Found> FirstAsync(CancellationToken ct) => FirstAsync(TimeLimit.Longest, ct);

    /// <param name="patience">How long to wait for that.</param>
    /// <param name="ct">Ends the waiting, not the look-up.</param>
    public Task<Found> FirstAsync(TimeSpan patience, CancellationToken ct) =>
        _waitFor is WaitFor.Essential ? AnswerAsync(_shared.SufficientAsync(), patience, ct) : AnswerAsync(_shared.Complete, patience, ct);

    /// <summary>When everything is known, or what is known after a while: <see cref="Found.Pending"/> says what is still to come, and no source has failed by that.</summary>
    public Task<Found> SoFarAsync(TimeSpan patience, CancellationToken ct) => AnswerAsync(Task.WhenAny(_shared.Complete, Task.Delay(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, _time, ct)).Unwrap(), TimeLimit.Longest, ct);

    /// <summary>When every source has answered, failed or run out of time.</summary>
    public Task<Found> CompleteAsync(CancellationToken ct) => AnswerAsync(_shared.Complete, TimeLimit.Longest, ct);

    public async ValueTask DisposeAsync() => await _shared.CacheAsync();

    private async Task<Found> AnswerAsync(Task when, TimeSpan patience, CancellationToken ct)
    {
        var inTime = true;
        using var limit = TimeLimit.Start(patience, _time, ct);
        try
        {
            await when.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            inTime = false;
        }

        var found = Read(_shared.Progress, inTime);
        _start.End();
        _failures.Write(found);
        _audit.Write(_asker, await _caller.WaitAsync(ct), found);
        return found;
    }

    private Found Read(LookupProgress progress, bool inTime)
    {
        var merged = progress.Merged;
        var matches = progress.Results.Select(told => told.Matches).DefaultIfEmpty().Max();
        var allowed = _policy.Allowed(_asker.Audience, merged.Keys).ToList();
        var late = inTime ? [] : progress.Pending.Select(source => source.Late($"{source.Name} did not answer within {_time.GetElapsedTime(_begun).TotalMilliseconds:0} ms, the time for an answer.").Reason);
        return new()
        {
            Fields = allowed.ToDictionary(name => name, name => _policy.Show(_asker.Audience, merged[name].Value), StringComparer.Ordinal),
            Origins = allowed.ToDictionary(name => name, name => merged[name].From.Name, StringComparer.Ordinal),
            Matches = matches,
            Candidates = _asker.Chooses && matches > 1 ? [.. progress.Results.SelectMany(told => told.Records.Select(record => Candidate(told.Source.Name, record)))] : [],
            Failures = [.. progress.Results.Select(told => told.Failure).OfType<UpstreamException>(), .. late],
            Records = progress.Records,
            Incomplete = [.. progress.Results.SelectMany(told => told.MissingParts)],
            Stale = [.. progress.Results.Where(told => told.IsStale).Select(told => told.Source.Name)],
            Pending = inTime ? [.. progress.Pending.Select(source => source.Name)] : [],
            Asked = progress.Results.Count + progress.Pending.Count,
            WhileStarting = _whileStarting,
        };
    }

    private Candidate Candidate(string source, CustomerRecord record) => new(
        source,
        record.Id is { } id ? new CustomerRef(source, id) : null,
        _policy.Allowed(_asker.Audience, record.Fields.Keys)
            .Where(name => record.Fields[name].ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            .ToDictionary(name => name, name => _policy.Show(_asker.Audience, record.Fields[name]), StringComparer.Ordinal));
}
