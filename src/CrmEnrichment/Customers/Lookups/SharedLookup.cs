using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>One look-up under way, shared by all who ask for the same customer at the same time.</summary>
/// <remarks>It belongs to none of them: whoever leaves does not take it from the others.</remarks>
/// <param name="query">Who is asked for.</param>
/// <param name="sources">All of them.</param>
/// <param name="budget">For all sources together.</param>
/// <param name="whenAmbiguous">Which of several is meant.</param>
/// <param name="cache">What was learnt before.</param>
/// <param name="time">Now.</param>
internal sealed class SharedLookup(
    CustomerQuery query, IReadOnlyList<GuardedSource> sources, TimeSpan budget, AmbiguityPolicy whenAmbiguous, CustomerCache cache, TimeProvider time)
{
    private readonly TaskCompletionSource _sufficient = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _complete = new();
    private readonly Lock _lock = new();
    private volatile LookupProgress _progress = LookupProgress.Begun([.. sources.Where(IsFinder)]);
    private (LookupProgress? What, Task Task) _caching = (null, Task.CompletedTask);
    private readonly DateTimeOffset _until = time.GetUtcNow() + budget;

    /// <summary>When everything is known that will be.</summary>
    public Task Complete => _complete.Task;

    public LookupProgress Progress => _progress;

    /// <summary>Until every source that has not answered is late.</summary>
    public TimeSpan Left => _until - time.GetUtcNow();

    /// <summary>On the asker's own thread: a look-up that one caller waits for is handed from thread to thread only by the answers that it waits for.</summary>
    /// <param name="ended">Called when nobody may join any more.</param>
    public void Start(Action ended) => _ = RunAsync(ended);

    /// <summary>When the essential sources have answered, and one of them knows the customer; else when all have.</summary>
    public async Task SufficientAsync() => await await Task.WhenAny(_sufficient.Task, Complete);

    /// <summary>Caches what the sources have answered so far; once, however many ask for it.</summary>
    public Task CacheAsync()
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_caching.What, _progress))
            {
                var toCache = _progress.Results.Where(told => told.ToCache is not null).ToDictionary(told => told.Source.Name, told => told.ToCache!, StringComparer.Ordinal);
                _caching = (_progress, cache.AddAsync(query, toCache));
            }

            return _caching.Task;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "It goes to all who wait, and nobody awaits this.")]
    private async Task RunAsync(Action ended)
    {
        using var deadline = Deadline.Start(budget, time);
        try
        {
            await AskAllAsync();
        }
        catch (Exception e)
        {
            ended();
            _complete.SetException(e);
            return;
        }

        ended();
        _complete.SetResult();

        // Even when all who asked have left: the next one may ask for the same customer.
        await CacheAsync();
    }

    private static bool IsFinder(GuardedSource source) => source.Needs.Count == 0 && source.Role is not SourceRole.Fallback;

    private async Task AskAllAsync()
    {
        if (sources.Count == 0)
        {
            return;
        }

        var cached = await cache.ReadAsync(query);
        var told = new SortedList<int, SourceResult>();
        var asking = sources.Where(IsFinder).ToDictionary(source => AskAsync(source, query, cached));
        var followers = sources.Where(source => source.Needs.Count > 0).ToList();
        var fallbacks = new Queue<GuardedSource>(sources.Where(source => source.Needs.Count == 0 && source.Role is SourceRole.Fallback));
        if (asking.Count == 0 && fallbacks.TryDequeue(out var only))
        {
            asking.Add(AskAsync(only, query, cached), only);
        }

        while (asking.Count > 0)
        {
            var one = await await Task.WhenAny(asking.Keys);
            asking.Remove(asking.First(pair => ReferenceEquals(pair.Value, one.Source)).Key);
            told.Add(one.Source.Rank, one);
            if (asking.Count == 0 && told.Values.All(other => other.Answer is SourceAnswer.Failed) && fallbacks.TryDequeue(out var fallback))
            {
                asking.Add(AskAsync(fallback, query, cached), fallback);
            }

            var meant = told.Values.SelectMany(other => other.Record(whenAmbiguous)).ToList();
            var known = Merge.ByPriority(meant);
            var next = followers.Where(follower => follower.Needs.All(need => known.TryGetValue(need, out var field) && IsSettled(field.From))).ToList();
            foreach (var follower in next)
            {
                followers.Remove(follower);
                asking.Add(AskAsync(follower, query with { Known = known.ToDictionary(field => field.Key, field => field.Value.Value, StringComparer.Ordinal) }, cached), follower);
            }

            // A follower that still waits when nobody is asked any more needs something that nobody knows.
            _progress = new([.. told.Values], asking.Count == 0 ? [] : [.. asking.Values, .. followers], known)
            {
                Records = [.. meant.Where(one => one.Record.Id is not null).Select(one => new CustomerRef(one.From.Name, one.Record.Id!))],
            };
            if (_progress.IsSufficient)
            {
                _sufficient.TrySetResult();
            }
        }

        bool IsSettled(GuardedSource source) => asking.Values.All(other => other.Rank > source.Rank);
    }

    private async Task<SourceResult> AskAsync(GuardedSource source, CustomerQuery of, CachedCustomer cached)
    {
        var asked = of.For(source.Name);
        var about = string.Join('\n', source.Needs.Select(need => asked.Known[need].GetRawText()).Prepend(asked.CustomerId));
        var old = cached.Sources.GetValueOrDefault(source.Name) is { } answer && string.Equals(answer.About, about, StringComparison.Ordinal) ? answer : null;
        if (old is not null && cache.IsFresh(old))
        {
            source.WasFresh();
            return new(source, old.Answer);
        }

        var askedAt = time.GetUtcNow();
        switch (await source.AskAsync(asked))
        {
            case SourceAnswer.Failed failed when old is not null && cache.IsOfUse(old):
                source.StoodIn();
                return new(source, old.Answer, failed.Reason);
            case SourceAnswer.Failed failed:
                return new(source, failed, failed.Reason);
            case SourceAnswer.Found { Missing.Count: > 0 } part:
                // Not cached: the next look-up asks for the whole.
                return new(source, part with { Record = Scrubbed.Of(part.Record) });
            case SourceAnswer.Found found:
                return Answered([found.Record]);
            case SourceAnswer.Ambiguous several:
                return Answered(several.Records);
            default:
                return Answered([]);
        }

        SourceResult Answered(IReadOnlyList<CustomerRecord> records)
        {
            var fresh = new CachedAnswer(about, askedAt, [.. records.Select(Scrubbed.Of)]);
            return new(source, fresh.Answer, ToCache: fresh);
        }
    }
}
