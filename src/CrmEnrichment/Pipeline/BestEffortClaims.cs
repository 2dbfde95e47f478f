using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Idempotency;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Pipeline;

/// <summary>Claims that never stop an event: done twice, an event does no harm; not done at all, it does.</summary>
internal sealed class BestEffortClaims(EventClaims claims, TimeProvider time, ILogger logger)
{
    /// <summary>An agent waits for the context, so a table that hangs may not hold it up for long.</summary>
    private static readonly TimeSpan s_longestCall = TimeSpan.FromSeconds(2);

    /// <returns><see cref="ClaimResult.Claimed"/> also where the state store is away.</returns>
    public async Task<ClaimResult> BeginAsync(ClaimKey? key, string owner, TimeSpan lease, CancellationToken ct)
    {
        var result = ClaimResult.Claimed;
        await TryAsync("claim", key, async (known, token) => result = await claims.BeginAsync(known, owner, lease, token), ct);
        return result;
    }

    /// <returns><see cref="ClaimResult.InProgress"/> also where the state store is away: another delivery may be at work on the event, or have done it.</returns>
    public async Task<ClaimResult> LookAsync(ClaimKey? key, string owner, CancellationToken ct)
    {
        var result = key is null ? ClaimResult.Claimed : ClaimResult.InProgress;
        await TryAsync("look", key, async (known, token) => result = await claims.LookAsync(known, owner, token), ct);
        return result;
    }

    public Task CompleteAsync(ClaimKey? key, CancellationToken ct) => TryAsync("complete", key, (known, token) => claims.CompleteAsync(known, token).AsTask(), ct);

    public Task AbandonAsync(ClaimKey? key, string owner, CancellationToken ct) => TryAsync("release", key, (known, token) => claims.AbandonAsync(known, owner, token).AsTask(), ct);

    private async Task TryAsync(string step, ClaimKey? key, Func<ClaimKey, CancellationToken, Task> call, CancellationToken ct)
    {
        if (key is null)
        {
            return;
        }

        using var limit = TimeLimit.Start(s_longestCall, time, ct);
        try
        {
            await call(key, limit.Token);
        }
        catch (Exception e) when (e is UpstreamException or OperationCanceledException)
        {
            logger.ClaimsAway(step, e.Message);
        }
    }
}
