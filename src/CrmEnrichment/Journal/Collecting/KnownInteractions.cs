using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Platforms;
using CrmEnrichment.State;

namespace CrmEnrichment.Journal.Collecting;

/// <summary>What is known of interactions, in the state store. Events of one interaction reach several processes at the same time: each adds what it knows to what stands there.</summary>
public sealed class KnownInteractions(IStateStore store, JournalOptions options, TimeProvider time)
{
    /// <summary>Five events of one interaction within a few milliseconds are usual; each round one of them is done.</summary>
    private const int MostTries = 20;

    /// <returns>What is known with the event, and whether it is the first of its interaction.</returns>
    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    internal Task<(KnownInteraction Known, bool IsFirst)> AddAsync(InteractionEvent e, CancellationToken ct) => AddAsync([e], ct);

    /// <param name="events">At least one, all of one interaction.</param>
    /// <param name="ct">Ends the calls.</param>
    /// <inheritdoc cref="AddAsync(InteractionEvent, CancellationToken)"/>
    internal async Task<(KnownInteraction Known, bool IsFirst)> AddAsync(IReadOnlyList<InteractionEvent> events, CancellationToken ct)
    {
        var (origin, id) = (events[0].Origin, events[0].InteractionId);
        var key = Key(origin, id);
        for (var i = 0; i < MostTries; i++)
        {
            var before = await store.GetAsync(key, ct);
            var known = events.Aggregate(Parse(before) ?? new(origin, id), (known, e) => known.With(e, time.GetUtcNow()));
            var text = JsonSerializer.Serialize(known, CollectingJson.Default.KnownInteraction);
            if (await store.PutOverAsync(key, before, text, options.RememberFor, ct))
            {
                return (known, before is null);
            }
        }

        throw new UpstreamException("State", UpstreamFault.Unavailable, $"What is known of the interaction changed {MostTries} times while an event was added to it.");
    }

    /// <returns>Null for an interaction that is unknown, or forgotten.</returns>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    internal async Task<KnownInteraction?> FindAsync(string origin, string id, CancellationToken ct) => Parse(await store.GetAsync(Key(origin, id), ct));

    private static string Key(string origin, string id) => $"journal/known/{origin}/{id}";

    private static KnownInteraction? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, CollectingJson.Default.KnownInteraction);
        }
        catch (JsonException)
        {
            // Another version wrote it: what follows is still worth an entry.
            return null;
        }
    }
}
