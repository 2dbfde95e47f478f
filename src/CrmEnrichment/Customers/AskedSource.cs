using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using Polly;
using Polly.CircuitBreaker;

namespace CrmEnrichment.Customers;

/// <summary>One source under the directory's deadline. While it fails again and again it is left alone, so that nobody waits for it.</summary>
internal sealed class AskedSource(ICustomerSource source, TimeSpan budget, Metrics metrics, TimeProvider time)
{
    /// <summary>How long a source is left alone; then one look-up tries it.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(15);

    /// <summary>Look-ups of the last minute, of which four in five have to have failed.</summary>
    public const int LeastLookUps = 5;

    private const double Share = 0.8;

    private readonly ResiliencePipeline<SourceAnswer> _breaker = new ResiliencePipelineBuilder<SourceAnswer> { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SourceAnswer>
        {
            SamplingDuration = TimeSpan.FromMinutes(1),
            MinimumThroughput = LeastLookUps,
            FailureRatio = Share,
            BreakDuration = Break,

            // Refused credentials and rate limits have rests of their own; a request that is refused costs nobody time.
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is SourceAnswer.Failed { Reason.Fault: UpstreamFault.Unavailable }),
        })
        .Build();

    /// <returns>In time, whatever the source does; a source that is late has failed.</returns>
    public async Task<SourceAnswer> AskAsync(CustomerQuery query, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var answer = await AskUnlessBrokenAsync(query, ct);
        metrics.Time(MetricNames.SourceLatency, time.GetElapsedTime(started), "Source", source.Name);
        if (answer is SourceAnswer.Failed)
        {
            metrics.Count(MetricNames.SourceFailures, "Source", source.Name);
        }

        return answer;
    }

    private async Task<SourceAnswer> AskUnlessBrokenAsync(CustomerQuery query, CancellationToken ct)
    {
        try
        {
            return await _breaker.ExecuteAsync(async token => await AskInTimeAsync(query, token), ct);
        }
        catch (BrokenCircuitException broken)
        {
            return Unavailable($"{source.Name} has failed again and again, and is not asked at present.", time.GetUtcNow() + broken.RetryAfter);
        }
    }

    private async Task<SourceAnswer> AskInTimeAsync(CustomerQuery query, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        using var deadline = Deadline.Start(budget, time);
        try
        {
            return await source.FindAsync(query, either.Token);
        }
        catch (UpstreamException reason)
        {
            return new SourceAnswer.Failed(reason);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Unavailable($"{source.Name} did not answer within {budget.TotalMilliseconds:0} ms.");
        }
    }

    private SourceAnswer.Failed Unavailable(string message, DateTimeOffset? notBefore = null) =>
        new(new UpstreamException(source.Name, UpstreamFault.Unavailable, message, notBefore));
}
