using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>EventBridge's envelope around an event of Genesys Cloud. Which of the two dialects one is in shows in its source.</summary>
internal static class GenesysEnvelope
{
    private const string TutorialSource = "genesys.cloud";
    private const string PartnerSourcePrefix = "aws.partner/genesys.com/cloud/";

    /// <summary>Reads one dialect's detail.</summary>
    /// <param name="detailType">The envelope's.</param>
    /// <param name="time">The envelope's; null where it carries none.</param>
    /// <returns>With the event's own time in its identity, and the key where the content has one.</returns>
    public delegate EventReading<TEvent> Dialect<TEvent>(JsonElement detail, string? detailType, DateTimeOffset? time);

    /// <param name="payload">The whole event.</param>
    /// <param name="tutorial">The published tutorial's dialect.</param>
    /// <param name="partner">What Genesys Cloud really sends.</param>
    /// <param name="maxEventAge">An event of ours is stale when it is older than this.</param>
    /// <remarks>Partner events are identified by their own content, since a re-published copy may have a new envelope id.</remarks>
    public static EventReading<TEvent> Read<TEvent>(JsonElement payload, Dialect<TEvent> tutorial, Dialect<TEvent> partner, TimeSpan maxEventAge)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return new EventReading<TEvent>.Invalid("The payload is no JSON object: send one EventBridge event.");
        }

        // What is wrong with these two is no reason to refuse the event.
        var lenient = new FieldReader(payload, "event");
        var (id, time) = (EventKey.Plain(lenient.Text("id")), lenient.Iso8601("time"));
        var reading = Read(payload, time, tutorial, partner);
        var identity = reading.Identity with { CorrelationId = PartnerDialect.CorrelationId(payload) ?? id };
        return reading with
        {
            Identity = reading is EventReading<TEvent>.Ours
                ? identity with { Key = identity.Key ?? EventKey.OfEnvelope(id), StaleAt = identity.OccurredAt + maxEventAge }
                : identity,
        };
    }

    private static EventReading<TEvent> Read<TEvent>(JsonElement payload, DateTimeOffset? time, Dialect<TEvent> tutorial, Dialect<TEvent> partner)
    {
        var envelope = new FieldReader(payload, "event");
        var source = envelope.Text("source");
        var detailType = envelope.Text("detail-type");
        if (envelope.Problem is { } problem)
        {
            return new EventReading<TEvent>.Invalid(problem);
        }

        if (source is null)
        {
            return new EventReading<TEvent>.Invalid("event.source is missing: send one EventBridge event.");
        }

        // Prefix and equality, both ordinal: look-alike sources are not ours.
        return source switch
        {
            TutorialSource => WithDetail(payload, detail => tutorial(detail, detailType, time)),
            _ when source.StartsWith(PartnerSourcePrefix, StringComparison.Ordinal) => WithDetail(payload, detail => partner(detail, detailType, time)),
            _ => new EventReading<TEvent>.NotOurs("the source is not Genesys Cloud"),
        };
    }

    private static EventReading<TEvent> WithDetail<TEvent>(JsonElement payload, Func<JsonElement, EventReading<TEvent>> read) =>
        payload.TryMember("detail", out var detail) && detail.ValueKind is JsonValueKind.Object
            ? read(detail)
            : new EventReading<TEvent>.Invalid("event.detail is missing or no object: send what Genesys Cloud published.");
}
