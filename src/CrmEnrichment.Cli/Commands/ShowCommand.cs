using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq show ID: one letter whole, what is personal in it masked.</summary>
internal static class ShowCommand
{
    /// <summary>Levels: an event may have 64, and lies in what is shown.</summary>
    private const int LargestDepth = 128;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = LargestDepth };

    private static readonly JsonSerializerOptions s_oneLine = new() { MaxDepth = LargestDepth };

    public static Command Create(TimeProvider time)
    {
        var id = new Argument<string>("ID") { Description = "the letter's id, or the message's for a letter in no envelope" };
        var reveal = new Option<bool>("--reveal") { Description = "show personal data; this is recorded" };
        var command = new LetterCommand("show", "Show one letter with its event, personal data masked.", time).Audited();
        var look = new LookOptions(command, time);
        command.Arguments.Add(id);
        command.Options.Add(reveal);
        command.SetAction(async (parsed, ct) =>
        {
            await using var connection = command.Connect(parsed);
            var audit = parsed.GetValue(reveal) ? await command.AuditAsync(parsed) : null;
            await foreach (var (message, queued, listed) in look.ReadAsync(connection, parsed, ct))
            {
                if (listed.IsCalled(parsed.GetValue(id)!))
                {
                    audit?.Write("revealed", filter: null, [listed.Id()]);
                    var shown = await ReadAsync(message, queued, listed, connection.Letters, isRevealed: audit is not null, ct);
                    Console.WriteLine(shown.ToJsonString(command.Json(parsed) ? s_oneLine : s_indented));
                    return ExitCode.Done;
                }
            }

            await Console.Error.WriteLineAsync(NotToBeSeen(parsed.GetValue(id)!));
            return ExitCode.SomeFailed;
        });
        return command;
    }

    private static JsonNode? Shown(JsonElement? received, bool isRevealed) =>
        received is not { } value ? null : isRevealed ? JsonNode.Parse(value.GetRawText()) : PersonalMembers.Mask(value);

    public static string NotToBeSeen(string id) => $"No letter {id} is to be seen: it is done, in the other queue (--parked), or somebody else holds it just now.";

    private static async Task<JsonObject> ReadAsync(
        QueuedMessage message, QueuedLetter? queued, ListedLetter listed, DeadLetterStore letters, bool isRevealed, CancellationToken ct)
    {
        var letter = (queued as QueuedLetter.Enveloped)?.Letter;
        var opened = letter is not null ? (await letters.OpenAsync(letter, ct))?.Event : (queued as QueuedLetter.Raw)?.Payload;
        var shown = JsonNode.Parse(Json.Line(listed))!.AsObject();
        shown["event"] = Shown(opened, isRevealed);
        if (letter?.OriginalEventGzip is { } original)
        {
            shown["originalEvent"] = Shown(Packing.Open(original), isRevealed);
        }

        if (listed.Form is LetterForm.Unreadable)
        {
            shown["body"] = isRevealed ? message.Body : Redaction.Mask(message.Body);
        }

        return shown;
    }
}
