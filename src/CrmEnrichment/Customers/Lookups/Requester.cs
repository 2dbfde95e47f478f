using CrmEnrichment.Customers.Privacy;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>Who wants to know, for the audit, and what they may see.</summary>
/// <param name="Name">A function, or the name of an API key; never personal.</param>
/// <param name="Audience">Whose fields they get.</param>
/// <param name="InteractionId">The conversation, call or flow execution that it is for; null where nobody said.</param>
public sealed record Requester(string Name, Audience Audience, string? InteractionId = null)
{
    /// <summary>Whether a person will choose among several customers, and so has to see all of them (<see cref="Found.Candidates"/>).</summary>
    public bool Chooses { get; init; }
}
