namespace CrmEnrichment.Crm.Journals;

/// <summary>What a customer's record says of the last interaction. Only fields that are configured are written.</summary>
/// <param name="At">When the interaction ended.</param>
/// <param name="Type">As the CRM's users read it: <c>Call</c>, <c>Chat</c>, <c>Message</c>, <c>Email</c>.</param>
/// <param name="Outcome">The wrap-up's name; null while none is known.</param>
/// <param name="Count">How many interactions are known now.</param>
/// <param name="Status">Of the integration: <c>Success</c>.</param>
/// <param name="SourceSystem">Which contact centre it was.</param>
/// <param name="TrackingId">Of the interaction.</param>
public sealed record LastContact(DateTimeOffset At, string Type, string? Outcome, long Count, string Status, string SourceSystem, string TrackingId);
