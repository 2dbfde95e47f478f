using System.Text.Json;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Reads EventBridge payloads of Genesys Cloud that start an enrichment.</summary>
internal sealed class GenesysEventReader(GenesysOptions options) : IInteractionReader
{
    public EventReading<Interaction> Read(JsonElement payload) => GenesysEnvelope.Read(payload, ReadTutorial, ReadPartner, options.MaxEventAge) switch
    {
        EventReading<Interaction>.Ours ours => ours with { Event = ours.Event with { StaleAt = ours.Identity.StaleAt } },
        var other => other,
    };

    private static EventReading<Interaction> ReadTutorial(JsonElement detail, string? detailType, DateTimeOffset? time) =>
        TutorialDialect.Read(detail, detailType, time, TutorialDialect.Enriching, "the detail-type is no interaction event").Then(e => new EventReading<Interaction>.Ours(new()
        {
            Origin = TutorialContextWriter.TutorialOrigin,
            Id = e.InteractionId,
            MediaType = e.MediaType,
            Caller = e.Caller,
            CustomerId = e.CustomerId,
            OccurredAt = e.BeganAt,
        }));

    private EventReading<Interaction> ReadPartner(JsonElement detail, string? detailType, DateTimeOffset? time) =>
        PartnerDialect.Read(detail, detailType, time, options.Topics, "the topic starts no enrichment").Then(e => new EventReading<Interaction>.Ours(new()
        {
            Origin = ParticipantAttributesWriter.PartnerOrigin,
            Id = e.ConversationId,
            CustomerParticipantId = e.Topic.StartsWith("customer.", StringComparison.Ordinal) ? e.ParticipantId : null,
            MediaType = e.MediaType,
            Caller = e.Caller,
            OccurredAt = e.At,
        }));
}
