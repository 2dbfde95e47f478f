using Spectre.Console;

namespace CrmEnrichment.Cli.Changes;

/// <summary>Runs a change, with a bar where somebody watches, and answers.</summary>
internal static class ChangeProgress
{
    public static async Task<int> RunAsync(LetterChange change, string command, Func<AuditLog> audit, bool json, TimeProvider time, CancellationToken ct)
    {
        // A question and a bar cannot share the terminal, so the bar begins with the first letter.
        var isWatched = !json && AnsiConsole.Profile.Capabilities.Interactive;
        var started = time.GetTimestamp();
        var run = new ChangeRun(change, command, audit, time)
        {
            Progress = (through, selected) =>
            {
                var seconds = time.GetElapsedTime(started).TotalSeconds;
                if (isWatched)
                {
                    Console.Error.Write($"\r{through} of {selected}, {through / seconds:0.0}/s, {TimeSpan.FromSeconds((selected - through) * seconds / through):hh\\:mm\\:ss} left ");
                }
            },
        };
        var report = await run.RunAsync(ct);
        if (isWatched)
        {
            Console.Error.WriteLine();
        }

        Console.WriteLine(json ? Json.Line(report) : Sentence(report));
        return report.Interrupted ? ExitCode.Interrupted : report.Failed > 0 || report.Left > 0 ? ExitCode.SomeFailed : ExitCode.Done;
    }

    private static string Sentence(ChangeReport report) =>
        report.DryRun ? $"{report.Selected} letters would be touched by {report.Command}:\n{string.Join('\n', report.LetterIds!)}".TrimEnd(':', '\n')
        : $"{(report.Interrupted ? "Interrupted. " : "")}{report.Command}: {report.Selected} selected"
            + string.Concat(report.Outcomes.Select(outcome => $", {outcome.Value} {outcome.Key}")) + (report.Left > 0 ? $", {report.Left} left" : "");
}
