using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace CrmEnrichment.Http.Retries;

/// <summary>Repeats failed attempts; <see cref="RetryRule"/> decides which and when.</summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> s_request = new("Request");
    private static readonly ResiliencePropertyKey<(AttemptFailure End, TimeSpan Wait)> s_plan = new("Plan");

    private readonly Upstream _upstream;
    private readonly HttpOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly Metrics _metrics;
    private readonly ILogger _log;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public RetryHandler(Upstream upstream, HttpOptions options, TimeProvider time, Random random, Metrics metrics, ILogger log)
    {
        (_upstream, _options, _time, _random, _metrics, _log) = (upstream, options, time, random, metrics, log);
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.MaxRetries,
                ShouldHandle = args => new(Plan(args)),
                DelayGenerator = args => new(args.Context.Properties.GetValue(s_plan, default).Wait),
                OnRetry = args => Note(args),
            });
        }

        _pipeline = builder.Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            // A content that streams could be sent only once.
            await content.LoadIntoBufferAsync(cancellationToken);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(s_request, request);
            return await _pipeline.ExecuteAsync(
                static async (context, send) => await send(context.Properties.GetValue(s_request, null!), context.CancellationToken),
                context,
                base.SendAsync);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Polly asks first whether to retry, then how long to wait. Both answers come from one random number: otherwise the wait would not be
    // the one that was compared with the deadline.
    private bool Plan(RetryPredicateArguments<HttpResponseMessage> args)
    {
        var end = args.Outcome switch
        {
            { Exception: TimeoutRejectedException } when !_upstream.RepeatsAfterTimeout => null,
            { Exception: { } exception } => AttemptFailure.Of(exception, args.Context.CancellationToken),
            { Result: { } response } => AttemptFailure.Of(response, _upstream.Errors, _time.GetUtcNow()),
            _ => null,
        };
        var repeatable = args.Context.Properties.GetValue(s_request, null!).IsRepeatable();
        if (end is null || RetryRule.Wait(end, repeatable, args.AttemptNumber, Deadline.Left, _options, _random) is not { } wait)
        {
            return false;
        }

        args.Context.Properties.Set(s_plan, (end, wait));
        return true;
    }

    private ValueTask Note(OnRetryArguments<HttpResponseMessage> args)
    {
        var (end, wait) = args.Context.Properties.GetValue(s_plan, default);
        HttpLog.Retrying(_log, _upstream.Name, args.AttemptNumber + 1, end.Words, (long)wait.TotalMilliseconds);
        _metrics.Count(MetricNames.Retries, "Upstream", _upstream.Name);
        return ValueTask.CompletedTask;
    }
}
