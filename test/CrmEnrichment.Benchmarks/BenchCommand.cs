using System.CommandLine;
using CrmEnrichment.Benchmarks.Load;
using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Benchmarks;

/// <summary>What eng/bench asks of this program.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var builds = new Option<ProductBuild[]>("--build")
        {
            Description = "NAME=PROGRAM, a build of the functions: JIT, ReadyToRun or AOT; may be repeated",
            CustomParser = result => [.. result.Tokens.Select(token => Read(token.Value, result.AddError)).OfType<ProductBuild>()],
        };
        var events = CountOption.Create("--events", "how many events each process answers", usual: 4000, least: 1000);
        var starts = CountOption.Create("--starts", "how many processes of each are started for the first event", usual: 10, least: 1);
        var commit = new Option<string>("--commit") { Description = "the commit that was built", DefaultValueFactory = _ => "unknown" };
        var keep = new Option<DirectoryInfo?>("--keep") { Description = "the folder that keeps the run" };
        var compare = new Option<string?>("--compare") { Description = "a kept run, or a folder whose newest run is meant. Ends with 1 if a ratio is worse by more than a quarter" };

        var variables = new Command("variables", "Measure what the variables of .NET do.") { builds, events };
        variables.SetAction(async (parsed, _) =>
        {
            Console.Write(await VariablesRun.MeasureAsync(parsed.GetValue(builds) ?? [], parsed.GetValue(events)));
            return 0;
        });
        var profile = new Command("profile", "Sample where the processor time of a warm event goes, with perf.") { builds, events };
        profile.SetAction(async (parsed, _) =>
        {
            foreach (var build in parsed.GetValue(builds) ?? [])
            {
                Console.Write(await ProfileRun.MeasureAsync(build, parsed.GetValue(events)));
            }

            return 0;
        });
        var run = new Command("run", "Measure whole processes of each build beside the floor and the tutorial's function.") { builds, events, starts, commit, keep, compare };
        run.SetAction((parsed, _) => RunAsync(
            new FullRun(parsed.GetValue(builds) ?? [], parsed.GetValue(events), parsed.GetValue(starts), Console.Error), parsed.GetValue(commit)!, parsed.GetValue(keep), parsed.GetValue(compare)));
        var docs = new Argument<DirectoryInfo>("docs");
        var paint = new Command("paint", "Paint the pictures of the kept runs anew.") { docs };
        paint.SetAction(async (parsed, ct) =>
        {
            var folder = parsed.GetRequiredValue(docs).FullName;
            await PaintAsync(new DirectoryInfo(Path.Combine(folder, "benchmarks")));
            var load = LoadResult.Read(await File.ReadAllTextAsync(Path.Combine(folder, "load", "load.json"), ct));
            await File.WriteAllTextAsync(Path.Combine(folder, "load", "load.svg"), LoadPicture.Of(load), ct);
            return 0;
        });
        return new RootCommand("The measurements behind docs/performance.md; eng/bench builds what they need.") { run, variables, profile, paint, LoadCommand.Create(commit) };
    }

    private static async Task<int> RunAsync(FullRun run, string commit, DirectoryInfo? keep, string? compare)
    {
        (string File, BenchmarkRun Run)? before = null;
        try
        {
            // First, because the run takes minutes.
            before = compare is null ? null : KeptRuns.Find(compare);
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync($"--compare: {e.Message}");
            return 2;
        }

        var now = await run.MeasureAsync(commit);
        Console.WriteLine(ReportText.Of(now));
        if (keep is not null)
        {
            keep.Create();
            await File.WriteAllTextAsync(Path.Combine(keep.FullName, now.FileName), now.Write());
            await File.WriteAllTextAsync(Path.Combine(keep.FullName, "spans.svg"), SpanPicture.Of(now.Spans));
            await PaintAsync(keep);
            Console.WriteLine($"Kept as {Path.Combine(keep.Name, now.FileName)}.");
        }

        return before is { } kept ? Tell(kept.File, Comparison.Of(kept.Run, now)) : 0;
    }

    private static Task PaintAsync(DirectoryInfo runs) => File.WriteAllTextAsync(Path.Combine(runs.FullName, "history.svg"), HistoryPicture.Of(KeptRuns.All(runs.FullName), "AOT"));

    private static int Tell(string file, IReadOnlyList<Comparison> comparisons)
    {
        var worse = comparisons.Count(one => one.IsRegression);
        Console.WriteLine($"Against {Path.GetFileName(file)}:\n\n{ReportText.Of(comparisons)}");
        Console.WriteLine(worse == 0 ? $"None of {comparisons.Count} ratios is worse by more than a quarter." : $"Regression: {worse} of {comparisons.Count} ratios are worse by more than a quarter (!).");
        return worse == 0 ? 0 : 1;
    }

    private static ProductBuild? Read(string text, Action<string> refuse)
    {
        try
        {
            return ProductBuild.Parse(text);
        }
        catch (FormatException e)
        {
            refuse(e.Message);
            return null;
        }
    }
}
