using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>One source as the directory asks it.</summary>
/// <param name="Source">Whom to ask.</param>
/// <param name="Priority">Where several sources know a field, the lowest number wins.</param>
/// <param name="Role">When it is asked.</param>
/// <param name="Deadline">How long it may take, its retries included.</param>
public sealed record DirectorySource(ICustomerSource Source, int Priority, SourceRole Role, TimeSpan Deadline);

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
