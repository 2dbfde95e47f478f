using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Output;
using Spectre.Console;

namespace CrmEnrichment.Cli.Changes;

/// <summary>Runs a change, with a bar where somebody watches, and answers.</summary>
internal static class ChangeProgress
{
    private const int BarWidth = 14;

    public static async Task<int> RunAsync(LetterChange change, string command, Func<Task<AuditLog>> audit, bool json, TimeProvider time, CancellationToken ct)
    {
        var run = json || !Terminal.IsWatched
            ? new ChangeRun(change, command, audit, time)
            : new ChangeRun(change, command, audit, time) { Watch = (report, work) => WatchAsync(report, work, time) };
        var report = await run.RunAsync(ct);
        Terminal.Answer(json ? Json.Line(report) : Sentence(report));
        return report.ExitCode;
    }

    private static Task WatchAsync(ChangeReport report, Func<Action, Task> work, TimeProvider time)
    {
        var started = time.GetTimestamp();
        return Terminal.Progress.Progress()
            .Columns(new ProgressBarColumn { Width = BarWidth }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var bar = context.AddTask(ProgressText.Of(report, TimeSpan.Zero), maxValue: report.Selected);
                await work(() =>
                {
                    bar.Value = report.Tried;
                    bar.Description = Markup.Escape(ProgressText.Of(report, time.GetElapsedTime(started)));
                });
            });
    }

    private static string Sentence(ChangeReport report) =>
        report.DryRun ? $"{Count.Of(report.Selected)} would be touched by {report.Command}:\n{string.Join('\n', report.LetterIds!.Select(Printable.Line))}".TrimEnd(':', '\n')
        : $"{Opening(report)}{report.Command}: {report.Selected} selected"
            + string.Concat(report.Outcomes.Select(outcome => $", {outcome.Value} {outcome.Key}")) + (report.Left > 0 ? $", {report.Left} left" : "");

    private static string Opening(ChangeReport report) =>
        report.Interrupted ? "Interrupted. "
        : report.StoppedByCanary ? $"Stopped by the canary: too many of stage {report.CanaryStage} failed or ended in Partial. "
        : report is { CanaryStage: > 0, Partial: > 0 } ? "Not all is well: some ended in Partial, without a source that did not answer. "
        : "";
}
