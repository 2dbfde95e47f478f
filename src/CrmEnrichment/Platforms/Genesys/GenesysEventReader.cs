using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>One EventBridge payload in, one interaction out; which of the two dialects it is shows in its source.</summary>
public sealed class GenesysEventReader(IReadOnlyCollection<string> enrichingTopics)
{
    private const string TutorialSource = "genesys.cloud";
    private const string PartnerSourcePrefix = "aws.partner/genesys.com/cloud/";

    private readonly PartnerDialect _partner = new(enrichingTopics);

    public Reading Read(JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return new Reading.Invalid("The payload is no JSON object: send one EventBridge event.");
        }

        var envelope = new FieldReader(payload, "event");
        var source = envelope.Text("source");
        var detailType = envelope.Text("detail-type");
        if (envelope.Problem is { } problem)
        {
            return new Reading.Invalid(problem);
        }

        if (source is null)
        {
            return new Reading.Invalid("event.source is missing: send one EventBridge event.");
        }

        // Prefix and equality, both ordinal: look-alike sources are not ours.
        return source switch
        {
            TutorialSource => WithDetail(payload, detail => TutorialDialect.Read(detail, detailType, EnvelopeTime(payload))),
            _ when source.StartsWith(PartnerSourcePrefix, StringComparison.Ordinal) => WithDetail(payload, detail => _partner.Read(detail, detailType, EnvelopeTime(payload))),
            _ => new Reading.NotOurs("the source is not Genesys Cloud"),
        };
    }

    /// <summary>What identifies the event: partner events by their own content, since a re-published copy may have a new envelope id.</summary>
    public EventIdentity Identify(JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return EventIdentity.Unknown;
        }

        var envelopeId = EventKey.Plain(new FieldReader(payload, "event").Text("id"));
        var correlationId = PartnerDialect.CorrelationId(payload) ?? envelopeId;
        if (Read(payload) is not Reading.Ours { Interaction: var interaction })
        {
            return new EventIdentity(null, correlationId, null);
        }

        var content = interaction.Dialect is Dialect.Partner ? PartnerDialect.ContentKey(payload) : null;
        return new EventIdentity(content ?? EventKey.OfEnvelope(envelopeId), correlationId, interaction.OccurredAt);
    }

    private static Reading WithDetail(JsonElement payload, Func<JsonElement, Reading> read) =>
        payload.TryMember("detail", out var detail) && detail.ValueKind is JsonValueKind.Object
            ? read(detail)
            : new Reading.Invalid("event.detail is missing or no object: send what Genesys Cloud published.");

    private static DateTimeOffset? EnvelopeTime(JsonElement payload) => new FieldReader(payload, "event").Iso8601("time");
}
