using System.Text.Json;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.Platforms.Genesys;

namespace CrmEnrichment.Enrichment;

/// <summary>The main job: an interaction comes in, the directory says who it is, the context is put where the agent looks.</summary>
public sealed class EnrichInteraction(
    GenesysEventReader reader,
    PhoneNumberReader numbers,
    CustomerDirectory directory,
    GenesysClient genesys,
    GenesysOptions options,
    TimeProvider time) : IEventHandler
{
    public string Name => nameof(EnrichInteraction);

    public EventIdentity Identify(JsonElement payload) => reader.Identify(payload);

    public async Task<Outcome> HandleAsync(JsonElement payload, CancellationToken ct) => reader.Read(payload) switch
    {
        Reading.NotOurs other => new Outcome.Ignored(other.Why),
        Reading.Invalid invalid => new Outcome.Failed(new Failure(FailureReason.InvalidEvent, invalid.Message)),
        Reading.Ours { Interaction: var interaction } when IsStale(interaction) => new Outcome.Stale(),
        Reading.Ours { Interaction: var interaction } => await EnrichAsync(interaction, ct),
        var unknown => throw new InvalidOperationException($"A reading of the kind {unknown.GetType().Name} is not handled."),
    };

    private async Task<Outcome> EnrichAsync(Interaction interaction, CancellationToken ct)
    {
        await using var lookup = directory.Begin(CallerOf(interaction), new Requester(Name, Audience.Context, interaction.Id));

        // Side by side: a token takes as long as a look-up, and neither needs the other.
        var first = lookup.FirstAsync(ct);
        await Task.WhenAll(first, genesys.SignInAsync(ct));

        var found = await first;
        var isSecond = found.Pending.Count > 0;
        if (isSecond)
        {
            // The agent has the essential already while the rest is on its way.
            if (!await genesys.WriteContextAsync(interaction, InteractionContext.Of(found), ct))
            {
                return new Outcome.InteractionGone();
            }

            found = await lookup.CompleteAsync(ct);
        }

        if (found.Status is LookupStatus.Failed)
        {
            // The agent need not wait for a customer who does not come. Whatever becomes of it, the event is kept for its replay.
            await genesys.TryWriteContextAsync(interaction, InteractionContext.Failed, ct);
            return new Outcome.Failed(Failure.OfSources(found.Failures));
        }

        var context = InteractionContext.Of(found) with { IsSecond = isSecond };
        return await genesys.WriteContextAsync(interaction, context, ct) ? Written(context) : new Outcome.InteractionGone();
    }

    private CustomerQuery CallerOf(Interaction interaction) =>
        new(interaction.CustomerId, interaction.Caller is Caller.Phone phone ? numbers.Read(phone.Text).Phone : null);

    private bool IsStale(Interaction interaction) => time.GetUtcNow() - interaction.OccurredAt > options.MaxEventAge;

    private static Outcome Written(InteractionContext context) => context.Status switch
    {
        LookupStatus.Partial => new Outcome.Partial(context.FailedSources),
        LookupStatus.Ambiguous => new Outcome.Ambiguous(context.Matches),
        LookupStatus.NoMatch => new Outcome.NoMatch(),
        _ => new Outcome.Enriched(),
    };
}
