using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.ActiveInteractions;

/// <summary>An interaction whose customer was looked up: for the journal, and for changes in a CRM that its agent should see.</summary>
/// <param name="Origin">The platform and its dialect.</param>
/// <param name="Id">The platform's id.</param>
/// <param name="CustomerParticipantId">Whose attributes are the context; null where the platform needs none.</param>
/// <param name="MediaType">Upper case as the platform sends it.</param>
/// <param name="Customers">The customer's record in each source that knows them; none for nobody.</param>
/// <param name="Matches">How many customers share the number.</param>
/// <param name="Traits">Fields of the customer that rules ask for, as text.</param>
public sealed record ActiveInteraction(
    string Origin, string Id, string? CustomerParticipantId, string MediaType, IReadOnlyList<CustomerRef> Customers, int Matches, IReadOnlyDictionary<string, string> Traits)
{
    /// <summary>The names of the customer's fields that are on the interaction: what a change takes away is emptied there.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    public override string ToString() => $"{Origin}/{Id}";
}
