using System.Diagnostics;
using System.Text.Json;
using CrmEnrichment.Simulation.Report;
using CrmEnrichment.Simulation.Scenarios;

namespace CrmEnrichment.Simulation;

/// <summary>All scenarios, each in a process of its own, as many at once as there are processors.</summary>
internal static class WholeRun
{
    public static async Task<int> RunAsync(string commit, string folder, bool quick)
    {
        // The longest first, so that none of them begins when the others have ended.
        var scenarios = AllScenarios.Of(quick).OrderByDescending(scenario => scenario.Rate * scenario.Length.TotalSeconds + scenario.Replayed).ToList();
        var results = new Result[scenarios.Count];
        await Parallel.ForEachAsync(scenarios.Index(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (one, ct) =>
        {
            results[one.Index] = await AskAsync(one.Item, quick, ct);
            await Console.Error.WriteLineAsync($"{one.Item.Name}: {results[one.Index].Calls} calls, {results[one.Index].In2S} % within 2 s");
        });

        var run = new SimulationRun { Date = TimeProvider.System.GetUtcNow(), Commit = commit, Seed = scenarios[0].Seed, Results = [.. results.OrderBy(result => result.Name, StringComparer.Ordinal)] };
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, run.FileName);
        await File.WriteAllTextAsync(file, run.Write());
        await Console.Out.WriteLineAsync(file);
        return 0;
    }

    /// <summary>The pictures of a kept run.</summary>
    public static int Draw(string file, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, svg) in Pictures.Of(SimulationRun.Read(File.ReadAllText(file))))
        {
            File.WriteAllText(Path.Combine(folder, name), svg);
        }

        return 0;
    }

    private static async Task<Result> AskAsync(Scenario scenario, bool quick, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["one", scenario.Name, .. quick ? ["--quick"] : Array.Empty<string>()]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize(output, ResultJson.Default.Result)!
            : throw new InvalidOperationException($"Scenario '{scenario.Name}' ended with {process.ExitCode}.");
    }
}
