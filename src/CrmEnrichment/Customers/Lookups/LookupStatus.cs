namespace CrmEnrichment.Customers.Lookups;

/// <summary>How a look-up went, as agents and flows see it.</summary>
public enum LookupStatus
{
    Found,

    /// <summary>Nobody is known under the id or number, or there was none to ask for.</summary>
    NoMatch,

    /// <summary>Several are.</summary>
    Ambiguous,

    /// <summary>A source failed or was late, or has not answered yet.</summary>
    Partial,

    /// <summary>No source answered, so nothing is known, not even that nobody is known.</summary>
    Failed,
}
