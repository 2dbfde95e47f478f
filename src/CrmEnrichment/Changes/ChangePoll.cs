namespace CrmEnrichment.Changes;

/// <summary>What a poll of one part of a CRM did.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Part">Such as a module.</param>
/// <param name="Changes">How many records have changed.</param>
/// <param name="Problem">What failed; the next poll asks for the same again. Null where nothing did.</param>
public sealed record ChangePoll(string Source, string Part, int Changes, string? Problem = null);
