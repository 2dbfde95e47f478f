namespace CrmEnrichment.Customers.Privacy;

/// <summary>Whom fields of a customer are for. What each may see is configured (<c>Customers:Audiences</c>).</summary>
public enum Audience
{
    /// <summary>The interaction's context: agents, flows, and whoever may read the platform's records of it.</summary>
    Context,

    Basic,

    Advanced,

    Admin,
}
