using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Http.RateLimits;

/// <summary>Keeps requests within the rate limit that an upstream reports, and within the budget that processes share, so that it need not answer 429.</summary>
/// <remarks>Below the credentials and the retries, since each of their attempts counts.</remarks>
internal sealed class RateLimitHandler(Upstream upstream, RateLimitGate gate, HttpOptions options, TimeProvider time, Metrics metrics, ILogger log) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await (upstream.Budget?.NextAsync(request, cancellationToken) ?? Task.CompletedTask);
        while (gate.Enter(time.GetUtcNow()) is { } full)
        {
            var wait = full.Wait(time.GetUtcNow());
            if (!RetryRule.Fits(wait, Deadline.Left, options))
            {
                throw new UpstreamException(
                    upstream.Name,
                    UpstreamFault.Throttled,
                    $"{upstream.Name}: the rate limit of {full.Allowed} requests is used up. Too little time is left to wait for the next window.",
                    full.ResetsAt);
            }

            HttpLog.WaitingForWindow(log, upstream.Name, full.Allowed, (long)wait.TotalMilliseconds);

            // Whole milliseconds, upwards: a delay drops the rest, and this loop would spin until the window has ended.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
        }

        var response = await base.SendAsync(request, cancellationToken);
        var now = time.GetUtcNow();
        if (upstream.RateLimit?.Invoke(response.Headers, now) is { } window)
        {
            gate.Learn(window, now);
            metrics.Percent(MetricNames.RateLimitHeadroom, window.HeadroomPercent, "Upstream", upstream.Name);
        }

        return response;
    }
}
