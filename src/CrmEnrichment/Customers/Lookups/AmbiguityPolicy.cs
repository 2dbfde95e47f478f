namespace CrmEnrichment.Customers.Lookups;

/// <summary>Several customers share one number.</summary>
public enum AmbiguityPolicy
{
    /// <summary>Take the record that was changed last, and say how many there are.</summary>
    MostRecentlyChanged,

    /// <summary>Name nobody, and say how many there are.</summary>
    Leave,
}
