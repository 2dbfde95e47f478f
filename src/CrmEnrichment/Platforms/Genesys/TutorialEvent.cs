using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>What the tutorial's events have in common.</summary>
/// <param name="DetailType">Which of them it is.</param>
/// <param name="MediaType">Upper case; <c>UNKNOWN</c> where the event names none.</param>
/// <param name="BeganAt">When the interaction began; the envelope's time where the event does not say.</param>
/// <param name="SentAt">The envelope's time.</param>
/// <param name="Detail">For what only some of them carry; who reads more looks at its problem again.</param>
internal sealed record TutorialEvent(
    string DetailType, string InteractionId, string MediaType, Caller Caller, string? CustomerId, DateTimeOffset? BeganAt, DateTimeOffset? SentAt, FieldReader Detail);
