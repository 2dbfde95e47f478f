namespace CrmEnrichment.Simulation.Report;

/// <summary>The pictures of docs/scaling.md, by their files' names.</summary>
internal static class Pictures
{
    private const string CallsASecond = "calls a second (logarithmic)";
    private const string InTwoSeconds = "contexts within 2 s, % of calls";

    public static IReadOnlyDictionary<string, string> Of(SimulationRun run) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["scaling-rates-rest.svg"] = Rates(run, "Rest", "A CRM that takes 10 requests a second").Write(),
        ["scaling-rates-hubspot.svg"] = Rates(run, "HubSpot", "HubSpot, which takes 5 searches a second").Write(),
        ["scaling-429.svg"] = TooMany(run).Write(),
        ["scaling-variants.svg"] = Variants(run).Write(),
        ["scaling-roomy.svg"] = Roomy(run).Write(),
        ["scaling-outage.svg"] = Outage(run).Write(),
        ["scaling-replay.svg"] = Replay(run).Write(),
        ["scaling-cost.svg"] = Cost(run).Write(),
    };

    private static Chart Rates(SimulationRun run, string crm, string title) => new(
        title,
        CallsASecond,
        InTwoSeconds,
        [
            ByRate(run, $"rates-{crm}", "", "as deployed by default", result => result.In2S),
            ByRate(run, $"rates-{crm}", "-queue", "queue in front, concurrency 2", result => result.In2S),
            ByRate(run, $"rates-{crm}", "-budget", "shared budget", result => result.In2S),
        ])
    { IsLogarithmic = true, Most = 100 };

    private static Chart TooMany(SimulationRun run) => new(
        "Requests that the CRM refuses, with and without the shared budget",
        CallsASecond,
        "answers 429, % of its requests",
        [
            ByRate(run, "rates-Rest", "", "CRM, default", Refused),
            ByRate(run, "rates-Rest", "-budget", "CRM, shared budget", Refused),
            ByRate(run, "rates-HubSpot", "", "HubSpot searches, default", Refused),
            ByRate(run, "rates-HubSpot", "-budget", "HubSpot searches, shared budget", Refused),
        ])
    { IsLogarithmic = true, Most = 100 };

    /// <summary>Of each variant the share in time, over how many events it has at work at once.</summary>
    private static Chart Variants(SimulationRun run) => new(
        "25 calls a second for 3 minutes against a CRM of 10 a second: when contexts come",
        "seconds after the call",
        "% of calls that have their context",
        [
            Waits(run["reserved-20"], "reserved concurrency 20 (default)"),
            Waits(run["reserved-2"], "reserved concurrency 2"),
            Waits(run["queue-2"], "queue in front, concurrency 2"),
            Waits(run["budget-500"], "shared budget, waits to 0.5 s"),
            Waits(run["budget-2000"], "shared budget, waits to 2 s"),
            Waits(run["queue-5"], "queue in front, concurrency 5"),
        ])
    { Most = 100 };

    private static Chart Roomy(SimulationRun run) => new(
        "A CRM without a limit: what is hit next",
        CallsASecond,
        InTwoSeconds,
        [
            ByRate(run, "roomy", "-20", "reserved concurrency 20", result => result.In2S),
            ByRate(run, "roomy", "-200", "reserved concurrency 200", result => result.In2S),
            ByRate(run, "roomy", "-20-client", "20, Genesys counts by client", result => result.In2S),
        ])
    { IsLogarithmic = true, Most = 100 };

    private static Chart Outage(SimulationRun run)
    {
        var result = run["outage"];
        return new(
            "The CRM is away for an hour, at 10 calls a second",
            "minutes",
            "% of the calls of these minutes; thousands of letters",
            [
                new("calls with a context so far, %", [.. InSteps(result, sample => sample.Contexts).Zip(InSteps(result, sample => sample.Calls), (contexts, calls) => (contexts.Minutes, 100.0 * Math.Min(1, contexts.Value / Math.Max(1, calls.Value))))]),
                new("letters in the queue, thousands", [.. result.Samples.Select(sample => (sample.Seconds / 60, sample.Letters / 1_000.0))]),
            ])
        { Most = 100, Marked = (10, 70, "CRM away") };
    }

    private static Chart Replay(SimulationRun run) => new(
        "Live calls while a replay runs at its own rate, 2 letters a second",
        "live calls a second",
        InTwoSeconds,
        [
            Live(run, "alone-Rest-", "", "CRM, no replay"),
            Live(run, "beside-Rest-", "", "CRM, replay"),
            Live(run, "beside-Rest-", "-budget", "CRM, replay, shared budget"),
            Live(run, "alone-HubSpot-", "", "HubSpot, no replay"),
            Live(run, "beside-HubSpot-", "", "HubSpot, replay"),
            Live(run, "beside-HubSpot-", "-budget", "HubSpot, replay, shared budget"),
        ])
    { Most = 100 };

    private static Chart Cost(SimulationRun run)
    {
        var prices = Prices.Read();
        return new(
            $"Cost of a million calls, AWS's list prices of {prices.StatedOn}, {prices.Region}",
            CallsASecond,
            "US dollars",
            [
                ByRate(run, "rates-Rest", "", "CRM, default", Dollars),
                ByRate(run, "rates-Rest", "-queue", "CRM, queue in front", Dollars),
                ByRate(run, "rates-Rest", "-budget", "CRM, shared budget", Dollars),
                ByRate(run, "roomy", "-20", "CRM without a limit", Dollars),
            ])
        { IsLogarithmic = true };

        double Dollars(Result result) => prices.OfAMillion(result.Usage, result.Calls).Values.Sum();
    }

    private static double Refused(Result result) => result.Upstreams.GetValueOrDefault(string.Equals(result.Crm, "HubSpot", StringComparison.Ordinal) ? "HubSpot search" : "CRM") is { Requests: > 0 } figures
        ? 100.0 * figures.TooMany / figures.Requests
        : 0;

    private static Line ByRate(SimulationRun run, string group, string suffix, string name, Func<Result, double> value) => new(
        name,
        [.. run.Results.Where(result => string.Equals(result.Group, group, StringComparison.Ordinal) && string.Equals(Suffix(result.Name, result.Rate), suffix, StringComparison.Ordinal)).OrderBy(result => result.Rate).Select(result => (result.Rate, value(result)))]);

    /// <summary>What stands behind the rate in a scenario's name.</summary>
    private static string Suffix(string name, double rate) => name[(name.IndexOf($"-{rate}", StringComparison.Ordinal) + $"-{rate}".Length)..];

    private static Line Live(SimulationRun run, string before, string after, string name) => new(
        name,
        [.. run.Results.Where(result => string.Equals(result.Name, $"{before}{result.Rate}{after}", StringComparison.Ordinal)).OrderBy(result => result.Rate).Select(result => (result.Rate, result.In2S))]);

    private static Line Waits(Result result, string name) => new(name, [.. result.Waits.Select((share, second) => ((double)second, share))]);

    /// <summary>How much was added from sample to sample.</summary>
    private static IEnumerable<(double Minutes, double Value)> InSteps(Result result, Func<Sample, int> of) =>
        result.Samples.Zip(result.Samples.Skip(1), (before, after) => (after.Seconds / 60, (double)(of(after) - of(before))));
}
