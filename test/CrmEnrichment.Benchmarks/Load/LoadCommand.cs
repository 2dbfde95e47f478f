using System.CommandLine;
using System.Globalization;

namespace CrmEnrichment.Benchmarks.Load;

/// <summary>What eng/load asks of this program.</summary>
internal static class LoadCommand
{
    public static Command Create(Option<string> commit)
    {
        var events = CountOption.Create("--events", "how many events", 100_000, 1_000);
        var rate = CountOption.Create("--rate", "how many begin in a second, if the machine can", 200, 1);
        var keep = new Option<DirectoryInfo?>("--keep") { Description = "the folder that keeps the figures and the picture" };
        var command = new Command("load", "Send many events through the local cloud, with faults, and look for each of them.") { events, rate, commit, keep };
        command.SetAction(async (parsed, ct) =>
        {
            await using var run = await LoadRun.StartAsync(new LoadOptions(parsed.GetValue(events), parsed.GetValue(rate)));
            var result = await run.RunAsync(Console.Out) with { Commit = parsed.GetValue(commit)!, Date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) };
            Console.WriteLine(result.Tell());
            if (parsed.GetValue(keep) is { } folder)
            {
                folder.Create();
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "load.json"), result.Write(), ct);
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "load.svg"), LoadPicture.Of(result), ct);
                Console.WriteLine($"Kept in {folder.Name}: load.json, load.svg.");
            }

            return result.Lost == 0 && result.LettersAfterReplay == 0 ? 0 : 1;
        });
        return command;
    }
}
