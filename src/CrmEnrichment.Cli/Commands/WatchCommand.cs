using System.CommandLine;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Cli.Output;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq watch: the summary again and again, until Ctrl+C.</summary>
internal static class WatchCommand
{
    private const int UsualSeconds = 10;

    public static Command Create(TimeProvider time)
    {
        var every = StrictOption.Number("--every", $"seconds from one summary to the next; else {UsualSeconds}", least: 1, most: 3600);
        var command = new LetterCommand("watch", "Show the summary every few seconds, until Ctrl+C.", time).Filtered();
        var look = new LookOptions(command, time);
        command.Options.Add(every);
        command.SetAction(async (parsed, ct) =>
        {
            await using var connection = command.Connect(parsed);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(parsed.GetValue(every) ?? UsualSeconds), time);
            do
            {
                var summary = await SummaryCommand.CountAsync(command, look, connection, parsed, ct);
                if (!command.Json(parsed))
                {
                    Terminal.Clear();
                    Terminal.Answer($"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z");
                }

                SummaryCommand.Show(summary, command.Json(parsed));
            }
            while (await timer.WaitForNextTickAsync(ct));
            return ExitCode.Done;
        });
        return command;
    }
}
