using System.Text.Json;
using CrmEnrichment.ActiveInteractions;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Journal.Collecting;

/// <summary>An event of an interaction comes in, and is added to what is known of it. WriteJournalEntry is told when to look.</summary>
public sealed class LogInteraction(
    IEnumerable<IInteractionEventReader> readers,
    IEnumerable<IInteractionParts> platforms,
    KnownInteractions interactions,
    ActiveInteractionStore active,
    [FromKeyedServices(JournalQueue.Key)] IWorkQueue queue,
    JournalOptions options,
    TimeProvider time) : IEventHandler<InteractionEvent>
{
    public string Name => nameof(LogInteraction);

    public EventReading<InteractionEvent> Read(JsonElement payload) => EventReading<InteractionEvent>.First(readers.Select(reader => reader.Read(payload)));

    public async Task<Outcome> HandleAsync(InteractionEvent e, CancellationToken ct)
    {
        if (time.GetUtcNow() > e.StaleAt)
        {
            return JournalOutcome.Stale;
        }

        foreach (var platform in platforms)
        {
            if (await platform.PlaceAsync(e, ct) is not { } placed)
            {
                return JournalOutcome.NoInteraction;
            }

            e = placed;
        }

        var (known, isFirst) = await interactions.AddAsync(e, ct);
        if (e.Step is InteractionStep.Ended or InteractionStep.Closed)
        {
            await active.EndAsync(e.Origin, e.InteractionId, ct);
        }

        // While the interaction goes on, one message looks at it from time to time: the first event's. That is how an end that never comes is noticed.
        if (isFirst || known.OverAt is not null || e.Step is not (InteractionStep.Started or InteractionStep.AgentJoined or InteractionStep.AgentLeft))
        {
            await queue.SendAsync(new JournalWork(e.Origin, e.InteractionId).Message(EntrySchedule.DueAt(known, options) - time.GetUtcNow()), ct);
        }

        return JournalOutcome.Collected;
    }
}
