using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Reads EventBridge payloads of Genesys Cloud; which of the two dialects one is in shows in its source.</summary>
internal sealed class GenesysEventReader(GenesysOptions options) : IInteractionReader
{
    private const string TutorialSource = "genesys.cloud";
    private const string PartnerSourcePrefix = "aws.partner/genesys.com/cloud/";

    private readonly PartnerDialect _partner = new(options.Topics);

    /// <remarks>Partner events are identified by their own content, since a re-published copy may have a new envelope id.</remarks>
    public EventReading<Interaction> Read(JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return new EventReading<Interaction>.Invalid("The payload is no JSON object: send one EventBridge event.");
        }

        // What is wrong with these two is no reason to refuse the event.
        var lenient = new FieldReader(payload, "event");
        var (id, time) = (EventKey.Plain(lenient.Text("id")), lenient.Iso8601("time"));
        var reading = Read(payload, time);
        var identity = reading.Identity with { CorrelationId = PartnerDialect.CorrelationId(payload) ?? id };
        if (reading is not EventReading<Interaction>.Ours { Event: var interaction })
        {
            return reading with { Identity = identity };
        }

        var staleAt = interaction.OccurredAt + options.MaxEventAge;
        return new EventReading<Interaction>.Ours(interaction with { StaleAt = staleAt })
        {
            Identity = identity with { Key = identity.Key ?? EventKey.OfEnvelope(id), OccurredAt = interaction.OccurredAt, StaleAt = staleAt },
        };
    }

    private EventReading<Interaction> Read(JsonElement payload, DateTimeOffset? time)
    {
        var envelope = new FieldReader(payload, "event");
        var source = envelope.Text("source");
        var detailType = envelope.Text("detail-type");
        if (envelope.Problem is { } problem)
        {
            return new EventReading<Interaction>.Invalid(problem);
        }

        if (source is null)
        {
            return new EventReading<Interaction>.Invalid("event.source is missing: send one EventBridge event.");
        }

        // Prefix and equality, both ordinal: look-alike sources are not ours.
        return source switch
        {
            TutorialSource => WithDetail(payload, detail => TutorialDialect.Read(detail, detailType, time)),
            _ when source.StartsWith(PartnerSourcePrefix, StringComparison.Ordinal) => WithDetail(payload, detail => _partner.Read(detail, detailType, time)),
            _ => new EventReading<Interaction>.NotOurs("the source is not Genesys Cloud"),
        };
    }

    private static EventReading<Interaction> WithDetail(JsonElement payload, Func<JsonElement, EventReading<Interaction>> read) =>
        payload.TryMember("detail", out var detail) && detail.ValueKind is JsonValueKind.Object
            ? read(detail)
            : new EventReading<Interaction>.Invalid("event.detail is missing or no object: send what Genesys Cloud published.");
}
