namespace CrmEnrichment.Journal.Writing;

/// <summary>The contacts of one customer in one CRM, counted by us: two interactions at the same time both count.</summary>
/// <param name="Count">Of all, those before us included.</param>
/// <param name="Counted">The tracking ids of the latest: an interaction whose entry is written again counts once.</param>
/// <param name="LastAt">Of the latest contact.</param>
/// <param name="LastTrackingId">Of the latest contact.</param>
/// <param name="LastType">Of the latest contact.</param>
/// <param name="LastOutcome">Of the latest contact.</param>
internal sealed record ContactState(long Count, IReadOnlyList<string> Counted, DateTimeOffset LastAt, string LastTrackingId, string LastType, string? LastOutcome);
