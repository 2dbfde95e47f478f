using CrmEnrichment.Customers.Privacy;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>Who wants to know, for the audit, and what they may see.</summary>
/// <param name="Name">A function, or the name of an API key; never personal.</param>
/// <param name="Audience">Whose fields they get.</param>
/// <param name="InteractionId">The conversation, call or flow execution that it is for; null where nobody said.</param>
public sealed record Requester(string Name, Audience Audience, string? InteractionId = null);
