namespace CrmEnrichment.Simulation.Scenarios;

/// <summary>One run: what comes, how it is deployed, and what stands against it.</summary>
/// <param name="Name">Unique, as results name it.</param>
/// <param name="Group">Scenarios that stand in one picture.</param>
/// <param name="Rate">Calls a second.</param>
/// <param name="Length">How long calls come.</param>
internal sealed record Scenario(string Name, string Group, double Rate, TimeSpan Length)
{
    public int Seed { get; init; } = 7;

    public CrmModel Crm { get; init; }

    /// <summary>How long it goes on after the last call.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Events that are enriched at once, by reserved concurrency; zero for as many as come.</summary>
    public int Concurrency { get; init; } = 20;

    /// <summary>The greatest concurrency of a queue in front of the function; null for no queue.</summary>
    public int? FrontQueue { get; init; }

    /// <summary>Share of the calls that come from somebody who called in the last five minutes; null for the usual one.</summary>
    public double? RepeatShare { get; init; }

    /// <summary>Requests a second that the CRM takes; null for the usual ones.</summary>
    public int? CrmASecond { get; init; }

    /// <summary>Whether Genesys counts the requests of all tokens of a client together; where it does not, each environment has the whole limit for its own token.</summary>
    public bool GenesysCountsClients { get; init; }

    /// <summary>When the CRM is away.</summary>
    public Outage? Outage { get; init; }

    /// <summary>Letters that lie in the queue at the start, and are replayed by hand.</summary>
    public int Replayed { get; init; }

    /// <summary>Letters a second; null for the product's own rate.</summary>
    public double? ReplayRate { get; init; }

    /// <summary>Whether the schedule heals letters.</summary>
    public bool Heals { get; init; } = true;

    /// <summary>Of the product, beside the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>From the start of the run.</summary>
internal sealed record Outage(TimeSpan From, TimeSpan Until);

internal enum CrmModel
{
    /// <summary>One request for each look-up.</summary>
    Rest,

    /// <summary>Two searches and a request for each customer who is known.</summary>
    HubSpot,
}
