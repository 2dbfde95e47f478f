using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.State;

namespace CrmEnrichment.Journal.Writing;

/// <summary>The states of entries in the state store, each under a lease: two processes never write one entry at the same time.</summary>
public sealed class EntryStates(IStateStore store, JournalOptions options, TimeProvider time)
{
    /// <param name="work">Whose entry.</param>
    /// <param name="owner">Who is to hold it.</param>
    internal WorkLease LeaseOf(JournalWork work, string owner) => new(store, $"journal/lease/{work.Name}", owner, time);

    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    internal async Task<EntryState> LoadAsync(JournalWork work, CancellationToken ct) =>
        await store.GetAsync(Key(work), ct) is { } text ? JsonSerializer.Deserialize(text, WritingJson.Default.EntryState)! : EntryState.Nothing;

    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    internal async Task SaveAsync(JournalWork work, EntryState state, CancellationToken ct) =>
        await store.PutAsync(Key(work), JsonSerializer.Serialize(state, WritingJson.Default.EntryState), options.RememberFor, ct);

    private static string Key(JournalWork work) => $"journal/entry/{work.Name}";
}
