using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq edit ID: the event of one letter in an editor. What came first stays in the letter.</summary>
internal static class EditCommand
{
    private const string Switch = "Cli__AllowEdit";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static Command Create(TimeProvider time)
    {
        var id = new Argument<string>("ID") { Description = "the letter's id" };
        var command = new LetterCommand("edit", $"Change the event of a letter in $VISUAL or $EDITOR, where {Switch} is true; this is recorded.", time).Audited();
        var look = new LookOptions(command, time);
        command.Arguments.Add(id);
        command.SetAction(async (parsed, ct) =>
        {
            var editor = Editor(command, parsed);
            await using var connection = command.Connect(parsed);
            var audit = await command.AuditAsync(parsed);

            // Held, and hidden from every replay, until the editor is closed.
            await foreach (var (message, queued, listed) in look.ReadAsync(connection, parsed, ct))
            {
                if (listed.IsCalled(parsed.GetValue(id)!))
                {
                    var letter = Editable(queued, listed);
                    audit.Write("revealed", filter: null, [listed.Id()]);
                    var answer = await EditAsync(letter, editor, ct) is { } changed
                        ? await ReplaceAsync(connection, look.Queue(connection, parsed), message, letter, changed)
                        : "Unchanged";
                    audit.Write("ended", filter: null, [listed.Id()], new Dictionary<string, int>(StringComparer.Ordinal) { [answer] = 1 });
                    Console.WriteLine(command.Json(parsed) ? Json.Line(new { letterId = letter.LetterId, outcome = answer }) : $"{letter.LetterId}: {answer}");
                    return ExitCode.Done;
                }
            }

            await Console.Error.WriteLineAsync(ShowCommand.NotToBeSeen(parsed.GetValue(id)!));
            return ExitCode.SomeFailed;
        });
        return command;
    }

    private static string Editor(LetterCommand command, ParseResult parsed)
    {
        if (!bool.TryParse(command.Configuration(parsed)["Cli:AllowEdit"], out var allowed) || !allowed)
        {
            throw new UsageException($"Editing is off. Whoever is responsible for the letters may set {Switch}=true.");
        }

        return Environment.GetEnvironmentVariable("VISUAL") is { Length: > 0 } visual ? visual
            : Environment.GetEnvironmentVariable("EDITOR") is { Length: > 0 } editor ? editor
            : throw new UsageException("No editor: set VISUAL or EDITOR to the command that opens a file and ends when it is closed.");
    }

    private static DeadLetter Editable(QueuedLetter? queued, ListedLetter listed) => queued switch
    {
        QueuedLetter.Enveloped { Letter.EventParts: not null } => throw new UsageException($"{listed.Id()} is too large: its event lies in parts in the state table."),
        QueuedLetter.Enveloped { Letter: var letter } => Opened(letter) is { } opened ? letter with { Event = opened, EventGzip = null }
            : throw new UsageException($"{listed.Id()} has no event that can be read, so there is nothing to edit."),
        _ => throw new UsageException($"{listed.Id()} is in no envelope yet, so there is nowhere to keep what came first. Replay it: if it fails, it gets one."),
    };

    /// <returns>Null where nothing was changed.</returns>
    private static async Task<JsonElement?> EditAsync(DeadLetter letter, string editor, CancellationToken ct)
    {
        var before = letter.Event!.Value;
        var folder = Directory.CreateTempSubdirectory("crm-enrich-");
        try
        {
            var file = Path.Combine(folder.FullName, $"{letter.LetterId}.json");
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(before, s_indented), ct);

            // By a shell, since an editor is a command with options, such as "code --wait".
            using var process = Process.Start(OperatingSystem.IsWindows()
                ? new ProcessStartInfo("cmd", ["/c", $"{editor} \"{file}\""])
                : new ProcessStartInfo("sh", ["-c", $"{editor} \"$1\"", "sh", file]))!;
            await process.WaitForExitAsync(CancellationToken.None);
            if (process.ExitCode != 0)
            {
                throw new UsageException($"The editor ended with {process.ExitCode}: the letter is as it was.");
            }

            var after = JsonElement.Parse(await File.ReadAllTextAsync(file, ct));
            return JsonElement.DeepEquals(before, after) ? null : after;
        }
        catch (JsonException e)
        {
            throw new UsageException($"What was saved is no JSON (line {e.LineNumber + 1}): the letter is as it was.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>In this order: a break in between leaves both, and the ledger sees to it that only one has an effect.</summary>
    private static async Task<string> ReplaceAsync(Connection connection, IDeadLetterQueue from, QueuedMessage message, DeadLetter letter, JsonElement changed)
    {
        var edited = letter with
        {
            Event = changed,
            OriginalEventGzip = letter.OriginalEventGzip ?? Packing.Gzip(letter.Event!.Value.GetRawText()),
            Retryable = true,
            NotBefore = null,
        };
        await connection.Queue.SendAsync(await connection.Letters.WriteAsync(edited, CancellationToken.None), targetArn: null, CancellationToken.None);
        await from.DeleteAsync(message, CancellationToken.None);
        return "Edited";
    }

    private static JsonElement? Opened(DeadLetter letter) => letter.Event ?? (letter.EventGzip is { } packed ? Packing.Open(packed) : null);
}
