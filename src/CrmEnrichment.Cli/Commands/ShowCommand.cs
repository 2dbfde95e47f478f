using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Failures;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq show ID: one letter whole, what is personal in it masked.</summary>
internal static class ShowCommand
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
            using var audit = parsed.GetValue(reveal) ? command.Audit(parsed) : null;
            await foreach (var (message, queued, listed) in look.ReadAsync(connection, parsed, ct))
            {
                if (parsed.GetValue(id) is var wanted && (Same(wanted, listed.LetterId) || Same(wanted, listed.MessageId)))
                {
                    audit?.Write("revealed", filter: null, [listed.Id()]);
                    var shown = await ReadAsync(message, queued, listed, connection.Letters, isRevealed: audit is not null, ct);
                    Console.WriteLine(shown.ToJsonString(command.Json(parsed) ? null : s_indented));
                    return ExitCode.Done;
                }
            }

            await Console.Error.WriteLineAsync($"No letter {parsed.GetValue(id)} is to be seen: it is done, in the other queue (--parked), or somebody else holds it just now.");
            return ExitCode.SomeFailed;
        });
        return command;
    }

    private static bool Same(string? wanted, string? id) => string.Equals(wanted, id, StringComparison.OrdinalIgnoreCase);

    private static async Task<JsonObject> ReadAsync(
        QueuedMessage message, QueuedLetter? queued, ListedLetter listed, DeadLetters letters, bool isRevealed, CancellationToken ct)
    {
        var opened = queued is QueuedLetter.Enveloped { Letter: var letter } ? (await letters.OpenAsync(letter, ct))?.Event : (queued as QueuedLetter.Raw)?.Payload;
        var shown = JsonNode.Parse(Json.Line(listed))!.AsObject();
        shown["event"] = opened is null ? null : isRevealed ? JsonNode.Parse(opened.Value.GetRawText()) : PersonalMembers.Mask(opened.Value);
        if (listed.Form is LetterForm.Unreadable)
        {
            shown["body"] = isRevealed ? message.Body : Redaction.Mask(message.Body);
        }

        return shown;
    }
}
