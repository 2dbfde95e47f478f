using System.Text.Json;
using CrmEnrichment.Customers;

namespace CrmEnrichment.Telephony;

/// <summary>What is put on the interaction for the agent: the customer's fields, and how the look-up went.</summary>
public sealed record InteractionContext(
    IReadOnlyDictionary<string, JsonElement> Fields,
    LookupStatus Status,
    int Matches,
    IReadOnlyList<string> FailedSources)
{
    public static InteractionContext Of(Found found) => new(
        found.Fields,
        found switch
        {
            { Failures.Count: > 0 } => LookupStatus.Partial,
            { Matches: 0 } => LookupStatus.NoMatch,
            { Matches: > 1 } => LookupStatus.Ambiguous,
            _ => LookupStatus.Found,
        },
        found.Matches,
        [.. found.Failures.Select(failure => failure.Upstream)]);
}
