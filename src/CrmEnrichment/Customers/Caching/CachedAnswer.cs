using System.Text.Json.Serialization;
using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Customers.Caching;

/// <summary>What a source said, and when.</summary>
/// <param name="About">What it was asked with beside the number: a customer id, the fields that it needs to know; empty for nothing.</param>
/// <param name="AskedAt">When it was asked: what has changed since then, it cannot have told.</param>
/// <param name="Records">None for nobody, several for several matches.</param>
internal sealed record CachedAnswer(string About, DateTimeOffset AskedAt, IReadOnlyList<CustomerRecord> Records)
{
    [JsonIgnore]
    public SourceAnswer Answer => Records switch
    {
        [] => SourceAnswer.NotFound,
        [var one] => new SourceAnswer.Found(one),
        _ => new SourceAnswer.Ambiguous(Records),
    };
}
