using System.CommandLine;
using System.Text.Json;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq edit ID: the event of one letter in an editor. What came first stays in the letter.</summary>
internal static class EditCommand
{
    private const string Switch = "Cli__AllowEdit";

    public static Command Create(TimeProvider time)
    {
        var id = new Argument<string>("ID") { Description = "the letter's id, or its beginning" };
        var command = new LetterCommand("edit", $"Change the event of a letter in $VISUAL or $EDITOR, where {Switch} is true; this is recorded.", time).Audited();
        var look = new LookOptions(command, time);
        command.Arguments.Add(id);
        command.SetAction(async (parsed, ct) =>
        {
            RequireSwitch(command, parsed);
            var editor = Editor.Configured();
            await using var connection = command.Connect(parsed);
            var audit = await command.AuditAsync(parsed);

            // Held, and hidden from every replay, until the editor is closed.
            await using var queue = look.Open(connection, parsed);
            if (await queue.FindAsync(parsed.GetValue(id)!, ct) is not { } seen)
            {
                return await ShowCommand.NotSeenAsync(queue, parsed.GetValue(id)!, ct);
            }

            var letter = Editable(seen);
            audit.Write("revealed", filter: null, [seen.Listed.Id()]);
            var answer = "Unchanged";
            if (await editor.EditAsync(letter.Event!.Value, ct) is { } changed)
            {
                await ReplaceAsync(connection, queue, seen, letter, changed);
                answer = "Edited";
            }

            audit.Write("ended", filter: null, [seen.Listed.Id()], new Dictionary<string, int>(StringComparer.Ordinal) { [answer] = 1 });
            Terminal.Answer(command.Json(parsed) ? Json.Line(new { letterId = letter.LetterId, outcome = answer }) : $"{Printable.Line(letter.LetterId)}: {answer}");
            return ExitCode.Done;
        });
        return command;
    }

    private static void RequireSwitch(LetterCommand command, ParseResult parsed)
    {
        if (!bool.TryParse(command.Configuration(parsed)["Cli:AllowEdit"], out var allowed) || !allowed)
        {
            throw new UsageException($"Editing is off. Whoever is responsible for the letters may set {Switch}=true.");
        }
    }

    /// <returns>The letter with its event inside.</returns>
    private static DeadLetter Editable(SeenLetter seen) => seen.Queued switch
    {
        QueuedLetter.Enveloped { Letter.EventParts: not null } => throw new UsageException($"{seen.Listed.Id()} is too large: its event lies in parts in the state table."),
        QueuedLetter.Enveloped { Letter: var letter } => EventOf(letter) is { } e
            ? letter with { Event = e, EventGzip = null }
            : throw new UsageException($"{seen.Listed.Id()} has no event that can be read, so there is nothing to edit."),
        _ => throw new UsageException($"{seen.Listed.Id()} is in no envelope yet, so there is nowhere to keep what came first. Replay it: if it fails, it gets one."),
    };

    private static JsonElement? EventOf(DeadLetter letter) => letter.Event ?? (letter.EventGzip is { } packed ? Packing.Open(packed) : null);

    /// <summary>In this order: a break in between leaves both, and the ledger sees to it that only one has an effect.</summary>
    private static async Task ReplaceAsync(Connection connection, QueueLook from, SeenLetter seen, DeadLetter letter, JsonElement changed)
    {
        var edited = letter with
        {
            Event = changed,
            OriginalEventGzip = letter.OriginalEventGzip ?? Packing.Gzip(letter.Event!.Value.GetRawText()),
            Retryable = true,
            NotBefore = null,
        };
        await connection.Queue.SendAsync(await connection.Letters.WriteAsync(edited, CancellationToken.None), targetArn: null, CancellationToken.None);
        await from.Queue.DeleteAsync(seen.Message, CancellationToken.None);
    }
}
