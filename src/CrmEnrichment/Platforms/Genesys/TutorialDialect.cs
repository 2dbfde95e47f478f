using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>The flat events of the published tutorial: <c>{interactionId, type, direction, initiationTimestamp, externalCustomerId?}</c>.</summary>
/// <remarks><c>ani</c> is read where it is sent: the tutorial speaks of the caller id "embedded in the event" without naming its member.</remarks>
internal static class TutorialDialect
{
    private static readonly string[] s_detailTypes =
        ["Genesys Interaction Event", "genesys.interaction.created", "genesys.interaction.updated"];

    public static EventReading<Interaction> Read(JsonElement detail, string? detailType, DateTimeOffset? envelopeTime)
    {
        if (!s_detailTypes.Contains(detailType, StringComparer.Ordinal))
        {
            return new EventReading<Interaction>.NotOurs("the detail-type is no interaction event");
        }

        var fields = new FieldReader(detail, "event.detail");
        var id = fields.Uuid("interactionId");
        var interaction = new Interaction
        {
            Origin = TutorialContextWriter.TutorialOrigin,
            Id = id ?? "",
            MediaType = fields.Text("type")?.ToUpperInvariant() ?? "UNKNOWN",
            Caller = fields.Text("ani") is { Length: > 0 } ani ? new Caller.Phone(ani) : Caller.Withheld,
            CustomerId = fields.Text("externalCustomerId") is { Length: > 0 } customer ? customer : null,
            OccurredAt = fields.Iso8601("initiationTimestamp") ?? envelopeTime,
        };

        return fields.Problem is { } problem ? new EventReading<Interaction>.Invalid(problem)
            : id is null ? new EventReading<Interaction>.Invalid("event.detail.interactionId is missing: send the interaction's id.")
            : new EventReading<Interaction>.Ours(interaction);
    }
}
