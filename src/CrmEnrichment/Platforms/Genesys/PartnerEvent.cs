using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>What the conversation detail events of all topics have in common.</summary>
/// <param name="Topic">After <c>v2.detail.events.conversation.{id}.</c>, such as <c>user.end</c>.</param>
/// <param name="ParticipantId">The customer's in <c>customer.*</c>, another participant's in other topics.</param>
/// <param name="MediaType">Upper case; <c>UNKNOWN</c> where the event names none.</param>
/// <param name="Caller">The other end.</param>
/// <param name="At">The event's own time, else the envelope's.</param>
/// <param name="Body">For what only some topics carry; who reads more looks at its problem again.</param>
internal sealed record PartnerEvent(
    string ConversationId, string Topic, string? ParticipantId, string? SessionId, string MediaType, Caller Caller, DateTimeOffset? At, FieldReader Body);
