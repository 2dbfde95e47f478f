using System.Text.Json;
using CrmEnrichment.Http;

namespace CrmEnrichment.Customers;

/// <summary>What the directory found out, over all sources.</summary>
/// <param name="Fields">The merged customer; empty for nobody.</param>
/// <param name="Matches">How many customers the most generous source knows under the query.</param>
/// <param name="Failures">The sources that failed or were late.</param>
/// <param name="Asked">How many sources were asked; 0 for a query without id and number.</param>
public sealed record Found(
    IReadOnlyDictionary<string, JsonElement> Fields,
    int Matches,
    IReadOnlyList<UpstreamException> Failures,
    int Asked)
{
    /// <summary>No source answered, so nothing is known, not even that nobody is known.</summary>
    public bool NobodyAnswered => Asked > 0 && Failures.Count == Asked;
}
