using CrmEnrichment.Cli.Letters;
using Spectre.Console;

namespace CrmEnrichment.Cli.Changes;

/// <summary>Runs a change, with a bar where somebody watches, and answers.</summary>
internal static class ChangeProgress
{
    public static async Task<int> RunAsync(LetterChange change, string command, Func<Task<AuditLog>> audit, bool json, TimeProvider time, CancellationToken ct)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var run = json || Console.IsErrorRedirected
            ? new ChangeRun(change, command, audit, time)
            : new ChangeRun(change, command, audit, time) { Watch = (total, work) => WatchAsync(terminal, total, work, time) };
        var report = await run.RunAsync(ct);
        Console.WriteLine(json ? Json.Line(report) : Sentence(report));
        return report.Interrupted ? ExitCode.Interrupted : report.Failed > 0 || report.Left > 0 ? ExitCode.SomeFailed : ExitCode.Done;
    }

    private static Task WatchAsync(IAnsiConsole terminal, int total, Func<Action, Task> work, TimeProvider time)
    {
        var started = time.GetTimestamp();
        return terminal.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask($"0 of {total}", maxValue: total);
                await work(() =>
                {
                    bar.Increment(1);
                    bar.Description = $"{bar.Value:0} of {total}, {bar.Value / time.GetElapsedTime(started).TotalSeconds:0.0}/s";
                });
            });
    }

    private static string Sentence(ChangeReport report) =>
        report.DryRun ? $"{Count.Of(report.Selected)} would be touched by {report.Command}:\n{string.Join('\n', report.LetterIds!)}".TrimEnd(':', '\n')
        : $"{Opening(report)}{report.Command}: {report.Selected} selected"
            + string.Concat(report.Outcomes.Select(outcome => $", {outcome.Value} {outcome.Key}")) + (report.Left > 0 ? $", {report.Left} left" : "");

    private static string Opening(ChangeReport report) =>
        report.Interrupted ? "Interrupted. " : report.StoppedByCanary ? "Stopped, for too many failed. " : "";
}
