using System.Collections.ObjectModel;
using System.Text.Json;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>How far a look-up has come.</summary>
/// <param name="Results">In the order of the sources' priorities.</param>
/// <param name="Pending">Being asked, or waiting for what others know.</param>
/// <param name="Merged">The customer that the results make, field by field.</param>
internal sealed record LookupProgress(
    IReadOnlyList<SourceResult> Results, IReadOnlyList<GuardedSource> Pending, IReadOnlyDictionary<string, (JsonElement Value, GuardedSource From)> Merged)
{
    /// <summary>The record that is meant in each source that knows the customer, by those that tell its id.</summary>
    public IReadOnlyList<CustomerRef> Records { get; init; } = [];

    public static LookupProgress Begun(IReadOnlyList<GuardedSource> asked) => new([], asked, ReadOnlyDictionary<string, (JsonElement Value, GuardedSource From)>.Empty);

    /// <summary>Whether an answer can be given that waits for the essential sources only.</summary>
    public bool IsSufficient =>
        Pending.All(source => source.Role is not SourceRole.Essential)
        && Results.Any(told => told.Source.Role is SourceRole.Essential && told.Answer is SourceAnswer.Found or SourceAnswer.Ambiguous);
}

/// <summary>What one source answered in a look-up.</summary>
/// <param name="Source">Who.</param>
/// <param name="Answer">Now, or some time ago.</param>
/// <param name="Failure">Why it did not answer now.</param>
/// <param name="ToCache">What is worth caching.</param>
internal sealed record SourceResult(GuardedSource Source, SourceAnswer Answer, UpstreamException? Failure = null, CachedAnswer? ToCache = null)
{
    /// <summary>It failed, and its cached answer is used.</summary>
    public bool IsStale => Failure is not null && Answer is not SourceAnswer.Failed;

    /// <summary>What it could not read of the customer, as people are told.</summary>
    public IEnumerable<string> MissingParts => Answer is SourceAnswer.Found found ? found.Missing.Select(part => $"{Source.Name} ({part.Name})") : [];

    public IReadOnlyList<CustomerRecord> Records => Answer switch
    {
        SourceAnswer.Found found => [found.Record],
        SourceAnswer.Ambiguous several => several.Records,
        _ => [],
    };

    public int Matches => Records.Count;

    /// <returns>The one record that is meant, or none.</returns>
    public IEnumerable<(GuardedSource From, CustomerRecord Record)> Record(AmbiguityPolicy policy) => Answer switch
    {
        SourceAnswer.Found found => [(Source, found.Record)],
        SourceAnswer.Ambiguous several when Merge.Choose(several.Records, policy) is { } chosen => [(Source, chosen)],
        _ => [],
    };
}
