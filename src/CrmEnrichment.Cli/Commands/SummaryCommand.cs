using System.CommandLine;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Output;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq summary: what lies there, in counts.</summary>
internal static class SummaryCommand
{
    public static Command Create(TimeProvider time)
    {
        var command = new LetterCommand("summary", "Count the letters by reason, message, upstream, handler, source, form, standing and hour.", time).Filtered();
        var look = new LookOptions(command, time);
        command.SetAction(async (parsed, ct) =>
        {
            await using var connection = command.Connect(parsed);
            return Show(await CountAsync(command, look, connection, parsed, ct), command.Json(parsed));
        });
        return command;
    }

    public static async Task<Summary> CountAsync(LetterCommand command, LookOptions look, Connection connection, ParseResult parsed, CancellationToken ct)
    {
        await using var queue = look.Open(connection, parsed);
        var summary = new Summary();
        await foreach (var seen in queue.ReadAsync(command.Filter(parsed), ct))
        {
            summary.Add(seen.Listed);
        }

        summary.Coverage = await queue.CompareAsync(ct);
        return summary;
    }

    /// <returns>The exit code.</returns>
    public static int Show(Summary summary, bool json)
    {
        if (json)
        {
            Terminal.Answer(Json.Line(summary));
        }
        else
        {
            SummaryView.Show(summary);
        }

        return summary.Coverage!.Tell();
    }
}
