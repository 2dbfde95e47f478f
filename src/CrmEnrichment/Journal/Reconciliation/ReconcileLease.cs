using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>One run at a time: two would ask the platform for everything twice.</summary>
internal sealed class ReconcileLease(IStateStore store, string owner, TimeProvider time)
{
    private const string Key = "journal/lease/reconcile";

    /// <returns>False while another run has it. One that was killed loses it when the time is over.</returns>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    public async Task<bool> TakeAsync(TimeSpan length, CancellationToken ct) =>
        await store.PutIfAbsentAsync(Key, owner, length, ct) is not { } holder || string.Equals(holder, owner, StringComparison.Ordinal);

    /// <summary>Little depends on it: a lease that is not given back runs out.</summary>
    public async Task GiveBackAsync()
    {
        using var limit = TimeLimit.StartOwn(TimeSpan.FromSeconds(2), time);
        try
        {
            await limit.RunAsync(async ct =>
            {
                if (string.Equals(await store.GetAsync(Key, ct), owner, StringComparison.Ordinal))
                {
                    await store.DeleteAsync(Key, ct);
                }
            });
        }
        catch (Exception e) when (e is UpstreamException or OperationCanceledException)
        {
            // It runs out.
        }
    }
}
