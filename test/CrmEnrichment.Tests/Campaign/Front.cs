namespace CrmEnrichment.Tests.Campaign;

/// <summary>A stretch of the campaign with its own weather.</summary>
/// <param name="Share">Of all deliveries.</param>
/// <param name="Away">The boundaries at which most requests fail.</param>
internal sealed record Front(string Name, double Share, params Boundary[] Away)
{
    /// <summary>How much of all requests fails anyhow.</summary>
    public double Base { get; init; } = 0.05;

    /// <summary>How much fails where all is meant to. Every call is repeated, so that half an outage is hardly felt.</summary>
    public double Outage { get; init; } = 0.85;

    /// <summary>A process is killed after so many deliveries, on average.</summary>
    public int KillEvery { get; init; } = 150;

    public double Severity(Boundary boundary) => Away.Contains(boundary) ? Outage : Base;

    /// <summary>In an order of the seed; each front comes once.</summary>
    public static IReadOnlyList<Front> Deal(Random dice)
    {
        Front[] fronts =
        [
            .. Enumerable.Repeat(new Front("fair", 0.12), 5),
            new("CRM away", 0.06, Boundary.Crm),
            new("Genesys away", 0.05, Boundary.Genesys),
            new("login away", 0.05, Boundary.Login),
            new("CRM and queue away", 0.02, Boundary.Crm, Boundary.Queue) { Outage = 0.97 },
            new("table away", 0.05, Boundary.Table),
            new("secrets away", 0.05, Boundary.Secrets),
            new("queue and table away", 0.02, Boundary.Queue, Boundary.Table) { Outage = 0.97 },
            new("all shaky", 0.04) { Base = 0.3 },
            new("processes die", 0.06) { KillEvery = 10 },
        ];
        dice.Shuffle(fronts);
        return fronts;
    }
}
