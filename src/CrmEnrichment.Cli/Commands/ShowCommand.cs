using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq show ID: one letter whole; of its event only what is known to be harmless.</summary>
internal static class ShowCommand
{
    /// <summary>Levels: an event may have 64, and lies in what is shown.</summary>
    private const int LargestDepth = 128;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = LargestDepth };

    private static readonly JsonSerializerOptions s_oneLine = new() { MaxDepth = LargestDepth };

    public static Command Create(TimeProvider time)
    {
        var id = new Argument<string>("ID") { Description = "the letter's id, or the message's for a letter in no envelope; its beginning is enough" };
        var reveal = new Option<bool>("--reveal") { Description = "show personal data; this is recorded" };
        var command = new LetterCommand("show", "Show one letter with its event, masked but for what is known to be harmless.", time).Audited();
        var look = new LookOptions(command, time);
        command.Arguments.Add(id);
        command.Options.Add(reveal);
        command.SetAction(async (parsed, ct) =>
        {
            await using var connection = command.Connect(parsed);
            var audit = parsed.GetValue(reveal) ? await command.AuditAsync(parsed) : null;
            await using var queue = look.Open(connection, parsed);
            if (await queue.FindAsync(parsed.GetValue(id)!, ct) is not { } seen)
            {
                return await NotSeenAsync(queue, parsed.GetValue(id)!, ct);
            }

            audit?.Write("revealed", filter: null, [seen.Listed.Id()]);
            var shown = await ReadAsync(seen, connection.Letters, isRevealed: audit is not null, ct);
            Terminal.Answer(shown.ToJsonString(command.Json(parsed) ? s_oneLine : s_indented));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Says why, as far as it can be known.</summary>
    public static async Task<int> NotSeenAsync(QueueLook queue, string id, CancellationToken ct)
    {
        Terminal.Tell($"Letter {id} not found: it is done, in the other queue (--parked), or held by somebody else.");
        return (await queue.CompareAsync(ct)).Tell(otherwise: ExitCode.SomeFailed);
    }

    private static JsonNode? Shown(JsonElement? received, bool isRevealed) =>
        received is not { } value ? null
        : !isRevealed ? HarmlessMembers.Mask(value)
        : value.ValueKind is JsonValueKind.Null ? null
        : JsonNode.Parse(value.GetRawText());

    private static async Task<JsonObject> ReadAsync(SeenLetter seen, DeadLetterStore letters, bool isRevealed, CancellationToken ct)
    {
        var letter = (seen.Queued as QueuedLetter.Enveloped)?.Letter;
        var opened = letter is not null ? (await letters.OpenAsync(letter, ct))?.Event : (seen.Queued as QueuedLetter.Raw)?.Payload;
        var shown = JsonNode.Parse(Json.Line(seen.Listed))!.AsObject();
        shown["event"] = Shown(opened, isRevealed);
        if (letter?.OriginalEventGzip is { } original)
        {
            shown["originalEvent"] = Shown(Packing.Open(original), isRevealed);
        }

        if (seen.Listed.Form is LetterForm.Unreadable)
        {
            shown["body"] = isRevealed ? seen.Message.Body : $"[masked: {seen.Message.Body.Length} characters]";
        }

        return shown;
    }
}
