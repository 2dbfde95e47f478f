namespace CrmEnrichment.Simulation.Scenarios;

/// <summary>What eng/simulate runs.</summary>
internal static class AllScenarios
{
    private const int BudgetOfCrm = 10, BudgetOfHubSpot = 5;

    private static readonly double[] s_rates = [0.1, 1, 5, 10, 25, 50, 100, 250, 500];

    /// <param name="quick">For a look: every kind of scenario, and few calls of each.</param>
    public static IReadOnlyList<Scenario> Of(bool quick) => quick
        ? [.. Rates().Where(scenario => scenario.Rate is 1 or 25).Concat(Variants()).Concat(Replays()).Concat(Outages()).Concat(Roomy().Where(scenario => scenario.Rate is 25)).Select(Quick)]
        : [.. Rates(), .. Variants(), .. Waits(), .. Roomy(), .. Replays(), .. Outages()];

    private static Scenario Quick(Scenario scenario) => scenario with
    {
        Length = TimeSpan.FromSeconds(20),
        Drain = TimeSpan.FromSeconds(40),
        Replayed = Math.Min(scenario.Replayed, 50),
        Outage = scenario.Outage is null ? null : new Outage(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12)),
    };

    /// <summary>Each rate with what the template has now, with a queue in front, and with the shared budget.</summary>
    private static IEnumerable<Scenario> Rates() =>
        from crm in new[] { CrmModel.Rest, CrmModel.HubSpot }
        from rate in s_rates
        let plain = new Scenario($"{crm}-{rate}", $"rates-{crm}", rate, Long(rate)) { Crm = crm, Drain = TimeSpan.FromMinutes(10) }
        from scenario in new[]
        {
            plain,
            plain with { Name = $"{plain.Name}-queue", FrontQueue = 2 },
            plain with { Name = $"{plain.Name}-budget", Settings = Budget(crm) },
        }
        select scenario;

    /// <summary>What ends the overrun of a CRM that takes 10 requests a second, at 25 calls a second.</summary>
    private static IEnumerable<Scenario> Variants()
    {
        var plain = new Scenario("", "variants", 25, TimeSpan.FromMinutes(3)) { Drain = TimeSpan.FromMinutes(10) };
        foreach (var most in new[] { 1, 2, 5, 20, 0 })
        {
            yield return plain with { Name = $"reserved-{most}", Concurrency = most };
        }

        foreach (var most in new[] { 2, 5, 20 })
        {
            yield return plain with { Name = $"queue-{most}", FrontQueue = most };
        }

        foreach (var wait in new[] { 250, 500, 1_000, 2_000 })
        {
            yield return plain with { Name = $"budget-{wait}", Concurrency = 50, Settings = Budget(CrmModel.Rest, wait) };
        }
    }

    /// <summary>How long requests may wait for their turn, at the limit and above it.</summary>
    private static IEnumerable<Scenario> Waits() =>
        from at in new[] { (Crm: CrmModel.Rest, Rate: 10.0), (CrmModel.HubSpot, 2), (CrmModel.HubSpot, 5) }
        from wait in new[] { 0, 250, 500, 1_000, 2_000 }
        select new Scenario($"wait-{at.Crm}-{at.Rate}-{wait}", "waits", at.Rate, Long(at.Rate)) { Crm = at.Crm, Drain = TimeSpan.FromMinutes(10), Settings = Budget(at.Crm, wait) };

    /// <summary>A CRM without a limit: what is hit next, and whether Genesys counts tokens or clients.</summary>
    private static IEnumerable<Scenario> Roomy() =>
        from rate in s_rates.Where(rate => rate >= 5)
        from (int Concurrency, bool Clients) how in new[] { (20, false), (200, false), (20, true) }
        select new Scenario($"roomy-{rate}-{how.Concurrency}{(how.Clients ? "-client" : "")}", "roomy", rate, Long(rate))
        {
            CrmASecond = 100_000,
            Concurrency = how.Concurrency,
            GenesysCountsClients = how.Clients,
            Drain = TimeSpan.FromMinutes(10),
        };

    /// <summary>A replay of many letters beside live calls, and the same calls without it.</summary>
    private static IEnumerable<Scenario> Replays()
    {
        foreach (var (crm, rates) in new[] { (CrmModel.Rest, new[] { 1.0, 4, 7, 10 }), (CrmModel.HubSpot, [0.25, 0.5, 1, 2]) })
        {
            foreach (var rate in rates)
            {
                var alone = new Scenario($"alone-{crm}-{rate}", "replay", rate, TimeSpan.FromMinutes(10)) { Crm = crm };
                yield return alone;
                yield return alone with { Name = $"beside-{crm}-{rate}", Replayed = 2_000 };
                yield return alone with { Name = $"beside-{crm}-{rate}-budget", Replayed = 2_000, Settings = Budget(crm) };
            }
        }
    }

    private static IEnumerable<Scenario> Outages()
    {
        yield return new Scenario("outage", "outage", 10, TimeSpan.FromMinutes(100)) { Outage = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(70)), Drain = TimeSpan.Zero };
    }

    private static Dictionary<string, string> Budget(CrmModel crm, int longestWaitMs = 500) => new(StringComparer.Ordinal)
    {
        ["Crm:Sources:0:RequestsASecond"] = $"{(crm is CrmModel.HubSpot ? BudgetOfHubSpot : BudgetOfCrm)}",
        ["Crm:Sources:0:LongestWaitMs"] = $"{longestWaitMs}",
    };

    /// <summary>1,500 calls; of high rates a minute, of the highest 20 seconds, and of low ones four hours.</summary>
    private static TimeSpan Long(double rate) => TimeSpan.FromSeconds(Math.Clamp(1_500 / rate, rate >= 250 ? 20 : 60, 15_000));
}
