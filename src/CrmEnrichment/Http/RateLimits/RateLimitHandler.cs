using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Http.RateLimits;

/// <summary>Keeps us within the rate limit that an upstream tells of, instead of running into its 429.</summary>
/// <remarks>Below the credentials and the retries, since each of their attempts counts.</remarks>
internal sealed class RateLimitHandler(Upstream upstream, RateLimitGate gate, HttpOptions options, TimeProvider time, Metrics metrics, ILogger log) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (gate.Enter(time.GetUtcNow()) is { } full)
        {
            var wait = full.Wait(time.GetUtcNow());
            if (!RetryRule.Fits(wait, Deadline.Left, options))
            {
                throw new UpstreamException(
                    upstream.Name,
                    UpstreamFault.Throttled,
                    $"{upstream.Name}: its rate limit of {full.Allowed} requests is used up, and the next window opens too late.",
                    full.ResetsAt);
            }

            HttpLog.WaitingForWindow(log, upstream.Name, full.Allowed, (long)wait.TotalMilliseconds);
            await Task.Delay(wait, time, cancellationToken);
        }

        var response = await base.SendAsync(request, cancellationToken);
        var now = time.GetUtcNow();
        var told = RateLimitWindow.Read(response.Headers, now);
        if (told is not null)
        {
            gate.Learn(told, now);
        }

        if ((told?.HeadroomPercent ?? ApiUsage.HeadroomPercent(response.Headers)) is { } percent)
        {
            metrics.Percent(MetricNames.RateLimitHeadroom, percent, "Upstream", upstream.Name);
        }

        return response;
    }
}
