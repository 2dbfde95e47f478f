using System.Collections.ObjectModel;
using System.Text.Json;
using CrmEnrichment.Customers.Lookups;

namespace CrmEnrichment.Platforms;

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
    /// <summary>The agent is told that nothing could be found out. No source is named: a later write says nothing of them, and Genesys may keep what it does not name.</summary>
    public static InteractionContext Failed { get; } = new(ReadOnlyDictionary<string, JsonElement>.Empty, LookupStatus.Failed, 0, [], [], []);

    /// <summary>It follows a write that named pending sources, and takes them back.</summary>
    public bool IsSecond { get; init; }

    public static InteractionContext Of(Found found) => new(
        found.Fields, found.Status, found.Matches, [.. found.Failures.Select(failure => failure.Upstream)], found.Stale, found.Pending);
}
