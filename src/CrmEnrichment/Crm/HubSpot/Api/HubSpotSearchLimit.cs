using CrmEnrichment.Deadlines;
using CrmEnrichment.Http;
using CrmEnrichment.Http.RateLimits;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.HubSpot.Api;

/// <summary>Keeps one process within the searches that an account has in a second, instead of running into the 429 (docs/crm/hubspot.md).</summary>
/// <remarks>Searches tell of their limit in no header, so that <see cref="RateLimitHandler"/> cannot know it. Their retries are not counted: those wait anyway.</remarks>
internal sealed class HubSpotSearchLimit(string upstream, UpstreamClients clients)
{
    public const int MostASecond = 5;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _last = new(MostASecond);
    private readonly long _start = clients.Time.GetTimestamp();

    /// <summary>Waits until a search may begin, and counts it as begun.</summary>
    /// <exception cref="UpstreamException">It may begin too late.</exception>
    public async Task NextAsync(CancellationToken ct)
    {
        if (Take() is { Ticks: > 0 } wait)
        {
            HttpLog.WaitingForWindow(clients.Log, upstream, MostASecond, (long)wait.TotalMilliseconds);
            await Task.Delay(wait, clients.Time, ct);
        }
    }

    private TimeSpan Take()
    {
        lock (_lock)
        {
            var now = clients.Time.GetElapsedTime(_start);
            var wait = _last.Count == MostASecond ? _last.Peek() + s_second - now : TimeSpan.Zero;
            if (wait > TimeSpan.Zero && !RetryRule.Fits(wait, Deadline.Left, clients.Options))
            {
                throw new UpstreamException(
                    upstream, UpstreamFault.Throttled, $"{upstream}: its {MostASecond} searches a second are used up, and the next may begin too late.", clients.Time.GetUtcNow() + wait);
            }

            if (_last.Count == MostASecond)
            {
                _last.Dequeue();
            }

            _last.Enqueue(wait > TimeSpan.Zero ? now + wait : now);
            return wait;
        }
    }
}
