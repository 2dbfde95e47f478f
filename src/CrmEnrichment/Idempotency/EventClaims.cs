using CrmEnrichment.State;

namespace CrmEnrichment.Idempotency;

/// <summary>Which events have been done, and which are being done, across all processes that share the state store.</summary>
/// <remarks>
/// A handler claims an event before it handles it and marks it as done only after success. The key names the handler and the event: two
/// handlers of one event both run. A claim names its owner: Lambda retries a crashed invocation under the same request id, and that retry
/// takes its own claim over instead of waiting for it to run out.
/// </remarks>
public sealed class EventClaims(IStateStore store, StateOptions options)
{
    private const string Done = "done";

    /// <param name="key">Of the event, for one handler.</param>
    /// <param name="owner">Who handles it: the request id, for a replay with the letter's id.</param>
    /// <param name="lease">When a claim whose owner never came back stops to count.</param>
    /// <param name="ct">Cancels the call, not the claim.</param>
    public async ValueTask<ClaimResult> BeginAsync(ClaimKey key, string owner, TimeSpan lease, CancellationToken ct)
    {
        var mine = ClaimOf(owner);

        // Side by side: looking for an earlier version's entry costs no time. Memory holds none.
        var putting = store.PutIfAbsentAsync(key.Name, mine, lease, ct).AsTask();
        var reading = store.IsShared ? store.GetAsync(key.EarlierName, ct).AsTask() : Task.FromResult<string?>(null);
        await Task.WhenAll(putting, reading);
        var (standing, isPut) = (await putting ?? await reading, await putting is null);
        if (standing is null)
        {
            return ClaimResult.Claimed;
        }

        if (standing is Done)
        {
            await (isPut ? CompleteAsync(key, ct) : ValueTask.CompletedTask);
            return ClaimResult.Done;
        }

        if (string.Equals(standing, mine, StringComparison.Ordinal))
        {
            // Lambda's retry found the claim of the attempt that crashed: it counts from now.
            await store.PutAsync(key.Name, mine, lease, ct);
            return ClaimResult.Claimed;
        }

        await (isPut ? store.DeleteAsync(key.Name, ct) : ValueTask.CompletedTask);
        return ClaimResult.InProgress;
    }

    /// <summary>How the event stands now, for an owner that has begun it: <see cref="ClaimResult.Claimed"/> while the claim is the owner's own.</summary>
    public async ValueTask<ClaimResult> LookAsync(ClaimKey key, string owner, CancellationToken ct)
    {
        var standing = await store.GetAsync(key.Name, ct);
        return standing is Done ? ClaimResult.Done
            : string.Equals(standing, ClaimOf(owner), StringComparison.Ordinal) ? ClaimResult.Claimed
            : ClaimResult.InProgress;
    }

    public ValueTask CompleteAsync(ClaimKey key, CancellationToken ct) => store.PutAsync(key.Name, Done, options.RememberFor, ct);

    /// <summary>It was not done: a replay or a retry may begin it again at once. A claim that is not the owner's own is left alone.</summary>
    public async ValueTask AbandonAsync(ClaimKey key, string owner, CancellationToken ct)
    {
        if (string.Equals(await store.GetAsync(key.Name, ct), ClaimOf(owner), StringComparison.Ordinal))
        {
            await store.DeleteAsync(key.Name, ct);
        }
    }

    private static string ClaimOf(string owner) => "running/" + owner;
}
