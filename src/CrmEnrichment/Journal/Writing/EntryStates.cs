using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.State;

namespace CrmEnrichment.Journal.Writing;

/// <summary>The states of entries in the state store, each under a lease: two processes never write one entry at the same time.</summary>
public sealed class EntryStates(IStateStore store, JournalOptions options)
{
    /// <returns>False while another process holds it. A holder that was killed loses it when the time is over.</returns>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    internal async Task<bool> TakeAsync(JournalWork work, string owner, TimeSpan lease, CancellationToken ct) =>
        await store.PutIfAbsentAsync(Lease(work), owner, lease, ct) is not { } holder || string.Equals(holder, owner, StringComparison.Ordinal);

    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    internal async Task GiveBackAsync(JournalWork work, string owner, CancellationToken ct)
    {
        if (string.Equals(await store.GetAsync(Lease(work), ct), owner, StringComparison.Ordinal))
        {
            await store.DeleteAsync(Lease(work), ct);
        }
    }

    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    internal async Task<EntryState> LoadAsync(JournalWork work, CancellationToken ct) =>
        await store.GetAsync(Key(work), ct) is { } text ? JsonSerializer.Deserialize(text, WritingJson.Default.EntryState)! : EntryState.Nothing;

    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    internal async Task SaveAsync(JournalWork work, EntryState state, CancellationToken ct) =>
        await store.PutAsync(Key(work), JsonSerializer.Serialize(state, WritingJson.Default.EntryState), options.RememberFor, ct);

    private static string Key(JournalWork work) => $"journal/entry/{work.Name}";

    private static string Lease(JournalWork work) => $"journal/lease/{work.Name}";
}
