namespace CrmEnrichment.Customers.Lookups;

/// <summary>What a source is asked for.</summary>
public enum SourceRole
{
    /// <summary>Asked for every customer, side by side with the others.</summary>
    Ordinary,

    /// <summary>As <see cref="Ordinary"/>, and what it says suffices for a first answer (<see cref="WaitFor.Essential"/>).</summary>
    Essential,

    /// <summary>Asked when every other source that finds customers has failed: one after the other, best priority first, until one answers.</summary>
    Fallback,
}
