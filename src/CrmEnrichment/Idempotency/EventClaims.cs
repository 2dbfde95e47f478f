using CrmEnrichment.State;

namespace CrmEnrichment.Idempotency;

/// <summary>Which events have been done, and which are being done, across all processes that share the state store.</summary>
/// <remarks>
/// An event is claimed before it is handled and marked as done only after success. A claim names its owner: Lambda retries a
/// crashed invocation under the same request id, and that retry takes its own claim over instead of waiting for it to run out.
/// </remarks>
public sealed class EventClaims(IStateStore store, StateOptions options)
{
    private const string Done = "done";

    /// <param name="key">The event's key.</param>
    /// <param name="owner">Who handles it: the request id, for a replay with the letter's id.</param>
    /// <param name="lease">When a claim whose owner never came back stops to count.</param>
    /// <param name="ct">Cancels the call, not the claim.</param>
    public async ValueTask<ClaimResult> BeginAsync(string key, string owner, TimeSpan lease, CancellationToken ct)
    {
        var mine = ClaimOf(owner);
        var standing = await store.PutIfAbsentAsync(Name(key), mine, lease, ct);
        if (string.Equals(standing, mine, StringComparison.Ordinal))
        {
            await store.PutAsync(Name(key), mine, lease, ct);
            return ClaimResult.Begun;
        }

        return standing switch
        {
            null => ClaimResult.Begun,
            Done => ClaimResult.Done,
            _ => ClaimResult.Running,
        };
    }

    public ValueTask CompleteAsync(string key, CancellationToken ct) => store.PutAsync(Name(key), Done, options.RememberFor, ct);

    /// <summary>It failed: a replay or a retry may begin it again at once. A claim that is not the owner's own is left alone.</summary>
    public async ValueTask AbandonAsync(string key, string owner, CancellationToken ct)
    {
        if (string.Equals(await store.GetAsync(Name(key), ct), ClaimOf(owner), StringComparison.Ordinal))
        {
            await store.DeleteAsync(Name(key), ct);
        }
    }

    private static string Name(string key) => "event/" + key;

    private static string ClaimOf(string owner) => "running/" + owner;
}
