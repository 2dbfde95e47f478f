using System.CommandLine;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Output;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq edit ID: the event of one letter in an editor. What came first stays in the letter.</summary>
internal static class EditCommand
{
    public static Command Create(TimeProvider time)
    {
        var id = new Argument<string>("ID") { Description = "the letter's id, or its beginning" };
        var command = new LetterCommand("edit", $"Change the event of a letter in $VISUAL or $EDITOR, where {LetterEdit.Switch} is true; this is recorded.", time).Audited();
        var look = new LookOptions(command, time);
        command.Arguments.Add(id);
        command.SetAction(async (parsed, ct) =>
        {
            LetterEdit.RequireSwitch(command.Configuration(parsed));
            var editor = Editor.Configured();
            await using var connection = command.Connect(parsed);
            var audit = await command.AuditAsync(parsed);

            // Held, and hidden from every replay, until the editor is closed.
            await using var queue = look.Open(connection, parsed);
            if (await queue.FindAsync(parsed.GetValue(id)!, ct) is not { } seen)
            {
                return await ShowCommand.NotSeenAsync(queue, parsed.GetValue(id)!, ct);
            }

            var letter = LetterEdit.Editable(seen);
            audit.Write("revealed", filter: null, [seen.Listed.Id()]);
            var answer = "Unchanged";
            if (await editor.EditAsync(letter.Event!.Value, ct) is { } changed)
            {
                await LetterEdit.ReplaceAsync(connection, queue.Queue, seen, letter, changed);
                answer = "Edited";
            }

            audit.Write("ended", filter: null, [seen.Listed.Id()], new Dictionary<string, int>(StringComparer.Ordinal) { [answer] = 1 });
            Terminal.Answer(command.Json(parsed) ? Json.Line(new { letterId = letter.LetterId, outcome = answer }) : $"{Printable.Line(letter.LetterId)}: {answer}");
            return ExitCode.Done;
        });
        return command;
    }
}
