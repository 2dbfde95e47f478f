using CrmEnrichment.Local.Show;
using CrmEnrichment.Local.Stories;
using Spectre.Console;

namespace CrmEnrichment.Local.Commands;

/// <summary>Without a command: the whole show.</summary>
internal static class ShowCommand
{
    public static async Task<int> RunAsync(TimeProvider time, CancellationToken ct)
    {
        var teller = Storyteller.OnConsole();
        teller.Note("CrmEnrichment on this machine: the functions are the real ones, the cloud around them is pretend.");
        teller.Note("Lambda waits one and two minutes before it retries; here it waits 0.3 and 0.6 seconds.");

        // Only the show is impatient: nobody watches a retry for three minutes.
        await using var cloud = await EmbeddedCloud.StartAsync(
            new EmbeddedCloudOptions
            {
                RetryDelays = [TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600)],
                Environment = new Dictionary<string, string>([EmbeddedCloud.ForgetsAtOnce], StringComparer.Ordinal),
            },
            time);
        var stage = new Stage(cloud);
        var checks = new List<Check>();
        foreach (var scene in Programme.Of(time.GetUtcNow()))
        {
            await foreach (var check in scene.PlayAsync(stage, teller, ct))
            {
                checks.Add(check);
            }
        }

        checks.Add(new Check("letters left: the two malformed ones", "2", cloud.DeadLetters.Bodies.Count.ToString()));
        checks.Add(new Check("requests that nobody planned for", "0", cloud.UnexpectedRequests.Count.ToString()));
        teller.Title("expected and actual");
        teller.Write(TableOf(checks));
        var failed = checks.Count(c => !c.Holds);
        teller.Write(new Markup(failed == 0 ? $"[green]All {checks.Count} as expected.[/]\n" : $"[red]{failed} of {checks.Count} not as expected.[/]\n"));
        return failed == 0 ? 0 : 1;
    }

    private static Table TableOf(IEnumerable<Check> checks)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("", "case", "expected", "actual");
        foreach (var check in checks)
        {
            table.AddRow(
                check.Holds ? "[green]ok[/]" : "[red]NO[/]", Markup.Escape(check.What), Markup.Escape(check.Expected),
                check.Holds ? Markup.Escape(check.Actual) : $"[red]{Markup.Escape(check.Actual)}[/]");
        }

        return table;
    }
}
