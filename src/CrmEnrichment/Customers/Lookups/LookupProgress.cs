using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>How far a look-up has come.</summary>
/// <param name="Results">In the order of the sources' priorities.</param>
/// <param name="Pending">Being asked, or waiting for what others know.</param>
internal sealed record LookupProgress(IReadOnlyList<SourceResult> Results, IReadOnlyList<GuardedSource> Pending)
{
    /// <summary>Whether an answer can be given that waits for the essential sources only.</summary>
    public bool IsSufficient =>
        Pending.All(source => source.Role is not SourceRole.Essential)
        && Results.Any(told => told.Source.Role is SourceRole.Essential && told.Answer is SourceAnswer.Found or SourceAnswer.Ambiguous);
}
