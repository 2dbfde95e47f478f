namespace CrmEnrichment.Customers.Lookups;

/// <summary>When a look-up gives its first answer.</summary>
public enum WaitFor
{
    /// <summary>When every source has answered, failed or run out of time.</summary>
    All,

    /// <summary>When the essential sources have, and one of them knows the customer; the rest follows.</summary>
    Essential,
}
