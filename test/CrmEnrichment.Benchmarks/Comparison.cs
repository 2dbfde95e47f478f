using System.Globalization;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Lambda;
using Spectre.Console;

namespace CrmEnrichment.Benchmarks;

/// <summary>Runs all parties against one upstream, turn by turn, and prints what each needed.</summary>
internal static class Comparison
{
    public static async Task<int> RunAsync(params IReadOnlyList<Plan> plans)
    {
        AnsiConsole.Profile.Width = 220;
        AnsiConsole.WriteLine($"All on loopback; {Environment.ProcessorCount} processors.");
        foreach (var plan in plans)
        {
            await CompareAsync(plan);
        }

        return 0;
    }

    private static async Task CompareAsync(Plan plan)
    {
        await using var upstream = ChildProcess.Start("upstream", plan.UpstreamMilliseconds.ToString(CultureInfo.InvariantCulture));
        var url = new Uri(await upstream.ReadAsync());
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Genesys__ApiUrl"] = url.ToString(),
                ["Crm__Sources__0__Url"] = url.ToString(),
                ["State__Table"] = "",
                // All parties make the same two calls.
                ["Customers__Cache__Enabled"] = "false",
            },
        });
        var product = cloud.EnrichInteraction.Definition;

        await using var loop = ChildProcess.Start("bare", url.ToString());
        var bareFunction = await DeployAsync(cloud, "bare function (loop behind the Runtime API)", new FunctionDefinition
        {
            Name = "BareFunction",
            Executable = Environment.ProcessPath!,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [BareFunction.UpstreamUrl] = url.ToString() },
        });
        var inMemory = await DeployAsync(cloud, "EnrichInteraction, state in memory", product with { Name = "InMemory", Handler = product.Name });
        var withTable = await DeployAsync(
            cloud, "EnrichInteraction, state in DynamoDB (embedded)", (product with { Name = "WithTable", Handler = product.Name }).With("State__Table", cloud.State.Name));

        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine($"An upstream that waits {plan.UpstreamMilliseconds} ms before each answer (timers come late on a busy machine); {plan.WarmUp} events each to warm up, then {plan.Rounds} rounds of {plan.EventsPerRound}:");
        Print(await MeasureAsync(plan, [new LoopParty(loop), bareFunction, inMemory, withTable]));
        if (plan.ColdStarts > 0)
        {
            await PrintColdStartsAsync(plan, cloud, product);
        }
    }

    private static async Task<FunctionParty> DeployAsync(EmbeddedCloud cloud, string name, FunctionDefinition definition) =>
        new(name, await cloud.Lambda.DefineAsync(definition));

    private static async Task<IReadOnlyList<Measurement>> MeasureAsync(Plan plan, IReadOnlyList<IParty> parties)
    {
        foreach (var party in parties)
        {
            await party.RunAsync(plan.WarmUp);
        }

        var measurements = parties.Select(party => new Measurement(party)).ToList();
        for (var round = 0; round < plan.Rounds; round++)
        {
            foreach (var measurement in measurements)
            {
                await measurement.RunRoundAsync(plan.EventsPerRound);
            }
        }

        return measurements;
    }

    private static void Print(IReadOnlyList<Measurement> measurements)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumn("warm, per event");
        foreach (var column in new[] { "p10 ms", "median ms", "p95 ms", "CPU ms", "peak MiB", "× loop (lowest–highest round)", "× bare function" })
        {
            table.AddColumn(column, c => c.RightAligned());
        }

        foreach (var m in measurements)
        {
            var (lowest, middle, highest) = m.Against(measurements[0]);
            table.AddRow(
                m.Name, Text(m.Tenth, "F3"), Text(m.Median, "F3"), Text(m.NinetyFifth, "F3"), Text(m.ProcessorPerEvent, "F2"), Text(m.PeakMemory, "F0"),
                $"{Text(middle, "F2")} ({Text(lowest, "F2")}–{Text(highest, "F2")})", Text(m.Against(measurements[1]).Middle, "F2"));
        }

        AnsiConsole.Write(table);
    }

    private static async Task PrintColdStartsAsync(Plan plan, EmbeddedCloud cloud, FunctionDefinition product)
    {
        var times = new List<double>();
        for (var i = 0; i < plan.ColdStarts; i++)
        {
            var cold = await DeployAsync(cloud, "cold", product with { Name = "Cold", Handler = product.Name });
            times.Add(await cold.StartAsync());
        }

        AnsiConsole.WriteLine($"Cold start, from the start of the process to its first answer: median {Text(Measurement.Quantile(times, 0.5), "F0")} ms of {plan.ColdStarts} ({Text(times.Min(), "F0")}–{Text(times.Max(), "F0")}).");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
