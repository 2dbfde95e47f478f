using System.Globalization;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Callers;

/// <summary>How many requests a caller has made in this minute, over all processes that share the state store.</summary>
/// <remarks>A store that is away or slow limits nobody: API Gateway's own throttling still stands before us.</remarks>
internal sealed class RequestRate(IStateStore store, CallerOptions options, TimeProvider time, ILogger<RequestRate> log)
{
    private const int Window = 60;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    public int PerMinute => options.RequestsPerMinute;

    /// <returns>How long to wait, for one who has asked too often.</returns>
    public async Task<TimeSpan?> CountAsync(ApiCaller caller, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var window = now / Window;
        using var limit = TimeLimit.Start(s_patience, time, ct);
        try
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"rate/{caller.Name}/{window}");
            var made = await store.AddAsync(key, 1, TimeSpan.FromSeconds(2 * Window), limit.Token);
            return made > PerMinute ? TimeSpan.FromSeconds((window + 1) * Window - now) : null;
        }
        catch (UpstreamException e)
        {
            log.NotCounted(caller.Name, e.Message);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            log.NotCounted(caller.Name, "the state store did not answer in time");
        }

        return null;
    }
}
