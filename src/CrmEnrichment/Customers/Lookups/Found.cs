using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>What the directory found, over all sources, as far as the asker may see it.</summary>
public sealed record Found
{
    /// <summary>The merged customer; empty for nobody.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }

    /// <summary>Which source gave which field.</summary>
    public required IReadOnlyDictionary<string, string> Origins { get; init; }

    /// <summary>How many customers the most generous source knows under the query.</summary>
    public required int Matches { get; init; }

    /// <summary>The customer's record in each source that tells its id; of several matches the one that is meant. For writing to the CRM, not for the asker.</summary>
    public IReadOnlyList<CustomerRef> Records { get; init; } = [];

    /// <summary>If there are several customers and the asker chooses (<see cref="Requester.Chooses"/>): all that the sources know, in the order of the sources.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    /// <summary>The sources that failed or were late.</summary>
    public required IReadOnlyList<UpstreamException> Failures { get; init; }

    /// <summary>What sources that answered could not read: <c>crm (account)</c>.</summary>
    public IReadOnlyList<string> Incomplete { get; init; } = [];

    /// <summary>All that should have told something, and did not.</summary>
    public IEnumerable<string> Unanswered => [.. Failures.Select(failure => failure.Upstream), .. Incomplete];

    /// <summary>Those of the failed sources whose last answer stands in: minutes old, and no older than <see cref="Caching.CacheOptions.StaleFor"/>.</summary>
    public required IReadOnlyList<string> Stale { get; init; }

    /// <summary>The sources that may still add something.</summary>
    public required IReadOnlyList<string> Pending { get; init; }

    /// <summary>How many sources were asked; 0 for a query without id and number.</summary>
    public required int Asked { get; init; }

    /// <summary>Whether the process was starting when the look-up began.</summary>
    public bool WhileStarting { get; init; }

    public LookupStatus Status => this switch
    {
        { Asked: > 0 } when Failures.Count - Stale.Count == Asked => LookupStatus.Failed,
        { Failures.Count: > 0 } or { Incomplete.Count: > 0 } or { Pending.Count: > 0 } => LookupStatus.Partial,
        { Matches: 0 } => LookupStatus.NoMatch,
        { Matches: > 1 } => LookupStatus.Ambiguous,
        _ => LookupStatus.Found,
    };
}

/// <summary>One of several customers, as far as the asker may see them.</summary>
/// <param name="Source">Who knows them.</param>
/// <param name="Record">Their record; null where the source does not tell its id.</param>
/// <param name="Fields">What the source itself knows.</param>
public sealed record Candidate(string Source, CustomerRef? Record, IReadOnlyDictionary<string, JsonElement> Fields);

/// <summary>How a look-up went, as agents and flows see it.</summary>
public enum LookupStatus
{
    Found,

    /// <summary>Nobody is known under the id or number, or there was none to ask for.</summary>
    NoMatch,

    /// <summary>Several are.</summary>
    Ambiguous,

    /// <summary>A source failed or was late, could not read all that it has, or has not answered yet.</summary>
    Partial,

    /// <summary>No source answered, so nothing is known, not even that nobody is known.</summary>
    Failed,
}
