using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.State;

/// <summary>Lets one process at a time do a piece of work, by an entry in the state store.</summary>
/// <param name="store">Where it is held.</param>
/// <param name="key">Of the entry.</param>
/// <param name="owner">Equal for all attempts of one invocation.</param>
/// <param name="time">Limits the giving back.</param>
internal sealed class WorkLease(IStateStore store, string key, string owner, TimeProvider time)
{
    /// <summary>A holder that was killed keeps the lease this much longer than its invocation could have lasted.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(5);

    /// <param name="longestWork">After it nobody holds the lease, also where the holder was killed.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>False while another process holds it.</returns>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    public async Task<bool> TakeAsync(TimeSpan longestWork, CancellationToken ct) =>
        await store.PutIfAbsentAsync(key, owner, longestWork + s_slack, ct) is not { } holder || string.Equals(holder, owner, StringComparison.Ordinal);

    /// <summary>Little depends on it: a lease that is not given back runs out.</summary>
    /// <returns>Why it was not; null where it was.</returns>
    public async Task<string?> GiveBackAsync()
    {
        using var limit = TimeLimit.StartOwn(TimeSpan.FromSeconds(2), time);
        try
        {
            await limit.RunAsync(async ct =>
            {
                if (string.Equals(await store.GetAsync(key, ct), owner, StringComparison.Ordinal))
                {
                    await store.DeleteAsync(key, ct);
                }
            });
            return null;
        }
        catch (Exception e) when (e is UpstreamException or OperationCanceledException)
        {
            return e.Message;
        }
    }
}
