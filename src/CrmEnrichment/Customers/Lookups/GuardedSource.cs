using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using Polly;
using Polly.CircuitBreaker;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>One source under its deadline. While it keeps failing its circuit is open: it is not asked, so that nobody waits for it.</summary>
/// <param name="entry">The source.</param>
/// <param name="rank">Its place among the others: the lowest wins.</param>
/// <param name="metrics">Counts and times its answers.</param>
/// <param name="time">Now.</param>
internal sealed class GuardedSource(DirectorySource entry, int rank, Metrics metrics, TimeProvider time)
{
    /// <summary>How long the circuit stays open; then one look-up tries the source.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(15);

    /// <summary>Look-ups of the last minute, of which four in five have to have failed.</summary>
    public const int LeastLookUps = 5;

    private const double Share = 0.8;

    /// <summary>Apart from look-ups by number alone: ids are whatever somebody with the least rights sends, and one that the source stumbles over says nothing of a caller's number.</summary>
    private readonly ResiliencePipeline<SourceAnswer> _byId = Breaker(time);

    private readonly ResiliencePipeline<SourceAnswer> _byNumber = Breaker(time);

    public string Name => entry.Source.Name;

    public int Rank => rank;

    public SourceRole Role => entry.Role;

    public IReadOnlyList<string> Needs => entry.Source.Needs;

    /// <summary>It need not be asked: what it said before is fresh.</summary>
    public void WasFresh() => metrics.Count(MetricNames.CacheHits, "Source", Name);

    /// <summary>It failed, and what it said before is used.</summary>
    public void StoodIn() => metrics.Count(MetricNames.StaleAnswers, "Source", Name);

    /// <returns>In time, whatever the source does; a source that is late has failed.</returns>
    public async Task<SourceAnswer> AskAsync(CustomerQuery query)
    {
        var started = time.GetTimestamp();
        var answer = await AskUnlessBrokenAsync(query);
        metrics.Time(MetricNames.SourceLatency, time.GetElapsedTime(started), "Source", Name);
        switch (answer)
        {
            case SourceAnswer.Failed or SourceAnswer.Found { Missing.Count: > 0 }:
                metrics.Count(MetricNames.SourceFailures, "Source", Name);
                break;
            case SourceAnswer.Ambiguous:
                metrics.Count(MetricNames.AmbiguousAnswers, "Source", Name);
                break;
        }

        return answer;
    }

    private async Task<SourceAnswer> AskUnlessBrokenAsync(CustomerQuery query)
    {
        try
        {
            return await (query.CustomerId is null ? _byNumber : _byId).ExecuteAsync(async _ => await AskInTimeAsync(query));
        }
        catch (BrokenCircuitException broken)
        {
            return new SourceAnswer.Failed(new UpstreamException(
                Name, UpstreamFault.Unavailable, $"Circuit open for {Name}; next try within {Break.TotalSeconds:0} s.", time.GetUtcNow() + broken.RetryAfter));
        }
    }

    private async Task<SourceAnswer> AskInTimeAsync(CustomerQuery query)
    {
        using var limit = TimeLimit.Start(entry.Deadline, time);
        try
        {
            // Nor longer for one that does not listen to the token: all who ask for this customer would join a look-up that never ends.
            return await limit.RunAsync(ct => FindAsync(query, ct));
        }
        catch (UpstreamException reason)
        {
            return new SourceAnswer.Failed(reason);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return Late($"{Name} did not answer within {limit.Length.TotalMilliseconds:0} ms.");
        }
    }

    /// <summary>Some numbers are written in two ways, and a CRM may know the other one.</summary>
    private async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct)
    {
        var answer = await entry.Source.FindAsync(query, ct);
        return answer == SourceAnswer.NotFound && Needs.Count == 0 && query.Phone?.OtherSpelling is { } other
            ? await entry.Source.FindAsync(query with { CustomerId = null, Phone = other }, ct)
            : answer;
    }

    /// <summary>Its time ran out.</summary>
    public SourceAnswer.Failed Late(string message) => new(new UpstreamException(Name, UpstreamFault.Unavailable, message) { IsTimeout = true });

    private static ResiliencePipeline<SourceAnswer> Breaker(TimeProvider time) => new ResiliencePipelineBuilder<SourceAnswer> { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SourceAnswer>
        {
            SamplingDuration = TimeSpan.FromMinutes(1),
            MinimumThroughput = LeastLookUps,
            FailureRatio = Share,
            BreakDuration = Break,

            // Refused credentials and rate limits have cool-downs of their own. A request that is refused costs nobody time, and may be the fault of who asked.
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is SourceAnswer.Failed { Reason.Fault: UpstreamFault.Unavailable }),
        })
        .Build();
}
