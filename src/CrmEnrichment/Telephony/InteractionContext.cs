using System.Text.Json;
using CrmEnrichment.Customers;

namespace CrmEnrichment.Telephony;

/// <summary>What is put on the interaction for the agent: the customer's fields, and how the look-up went.</summary>
/// <param name="StaleSources">Those of the failed ones whose last answer stands in.</param>
/// <param name="PendingSources">Those whose answer follows in a second write.</param>
public sealed record InteractionContext(
    IReadOnlyDictionary<string, JsonElement> Fields,
    LookupStatus Status,
    int Matches,
    IReadOnlyList<string> FailedSources,
    IReadOnlyList<string> StaleSources,
    IReadOnlyList<string> PendingSources)
{
    public static InteractionContext Of(Found found) => new(
        found.Fields, found.Status, found.Matches, [.. found.Failures.Select(failure => failure.Upstream)], found.Stale, found.Pending);
}
