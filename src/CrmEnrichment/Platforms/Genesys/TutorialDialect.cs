using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>The flat events of the published tutorial: <c>{interactionId, type, direction, initiationTimestamp, externalCustomerId?}</c>.</summary>
/// <remarks><c>ani</c> is read where it is sent: the tutorial speaks of the caller id "embedded in the event" without naming its member.</remarks>
internal static class TutorialDialect
{
    public const string Created = "genesys.interaction.created";
    public const string Updated = "genesys.interaction.updated";
    public const string Ended = "genesys.interaction.ended";
    public const string Interaction = "Genesys Interaction Event";

    /// <summary>The detail-types that start an enrichment.</summary>
    public static IReadOnlyList<string> Enriching { get; } = [Interaction, Created, Updated];

    /// <param name="detail">The envelope's detail.</param>
    /// <param name="detailType">The envelope's.</param>
    /// <param name="envelopeTime">For an event without a time of its own.</param>
    /// <param name="detailTypes">Those that are ours.</param>
    /// <param name="notOurs">Why the others are not.</param>
    public static EventReading<TutorialEvent> Read(
        JsonElement detail, string? detailType, DateTimeOffset? envelopeTime, IEnumerable<string> detailTypes, string notOurs)
    {
        if (detailType is null || !detailTypes.Contains(detailType, StringComparer.Ordinal))
        {
            return new EventReading<TutorialEvent>.NotOurs(notOurs);
        }

        var fields = new FieldReader(detail, "event.detail");
        var id = fields.Uuid("interactionId");
        var e = new TutorialEvent(
            detailType,
            id ?? "",
            fields.Text("type")?.ToUpperInvariant() ?? "UNKNOWN",
            fields.Text("ani") is { Length: > 0 } ani ? new Caller.Phone(ani) : Caller.Withheld,
            fields.Text("externalCustomerId") is { Length: > 0 } customer ? customer : null,
            fields.Iso8601("initiationTimestamp") ?? envelopeTime,
            envelopeTime,
            fields);

        return fields.Problem is { } problem ? new EventReading<TutorialEvent>.Invalid(problem)
            : id is null ? new EventReading<TutorialEvent>.Invalid("event.detail.interactionId is missing: send the interaction's id.")
            : new EventReading<TutorialEvent>.Ours(e) { Identity = EventIdentity.Unknown with { OccurredAt = e.BeganAt } };
    }
}
