using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Reads one conversation of Genesys Cloud's analytics, and tells it as its events would have. Lenient: a part that cannot be read is left out.</summary>
internal static class GenesysPastConversation
{
    /// <returns>Null where there is no id or no start.</returns>
    public static PastInteraction? Read(JsonElement conversation)
    {
        var fields = new FieldReader(conversation, "conversation");
        if (fields.Uuid("conversationId") is not { } id || fields.Iso8601("conversationStart") is not { } started)
        {
            return null;
        }

        var participants = GenesysHistory.Items(conversation, "participants");
        var customer = Of(participants, "customer").Concat(Of(participants, "external")).Select(participant => (JsonElement?)participant).FirstOrDefault();
        var direction = fields.Text("originatingDirection")?.ToUpperInvariant();
        var ended = fields.Iso8601("conversationEnd");
        var like = new InteractionEvent { Origin = ParticipantAttributesWriter.PartnerOrigin, InteractionId = id, Step = InteractionStep.Started, At = started, Direction = direction };
        like = customer is { } known ? WithCustomer(like, known) : like;
        var agents = Of(participants, "agent").Concat(Of(participants, "user")).SelectMany(agent => GenesysPastAgent.Read(like, agent, ended));
        return new()
        {
            Id = id,
            StartedAt = started,
            EndedAt = ended,
            HasCustomer = customer is not null,
            Events = [like, .. agents, .. ended is { } end ? [Ended(like, customer, end)] : Array.Empty<InteractionEvent>()],
        };
    }

    private static IEnumerable<JsonElement> Of(IReadOnlyList<JsonElement> participants, string purpose) =>
        participants.Where(participant => string.Equals(new FieldReader(participant, "participant").Text("purpose"), purpose, StringComparison.OrdinalIgnoreCase));

    private static InteractionEvent WithCustomer(InteractionEvent like, JsonElement customer)
    {
        foreach (var session in GenesysHistory.Items(customer, "sessions"))
        {
            var fields = new FieldReader(session, "session");
            var direction = like.Direction ?? fields.Text("direction")?.ToUpperInvariant();
            var outbound = direction is "OUTBOUND";
            like = like with
            {
                Direction = direction,
                MediaType = like.MediaType ?? fields.Text("mediaType")?.ToUpperInvariant(),
                Caller = like.Caller == Caller.Withheld ? PartnerDialect.ReadCaller(fields, outbound) : like.Caller,
                OwnNumber = like.OwnNumber ?? PartnerDialect.OwnNumber(fields, outbound),
            };
        }

        return like;
    }

    /// <summary>The customer may leave before the conversation is over.</summary>
    private static InteractionEvent Ended(InteractionEvent like, JsonElement? customer, DateTimeOffset end)
    {
        var segments = customer is { } known ? GenesysSegment.Of(known) : [];
        var left = segments.Count > 0 && segments.All(segment => segment.End is not null) ? segments.Max(segment => segment.End!.Value) : end;
        left = left > end || left < like.At ? end : left;
        return like with { Step = InteractionStep.Ended, At = left, Duration = left - like.At };
    }
}
