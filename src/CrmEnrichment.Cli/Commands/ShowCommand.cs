using System.CommandLine;
using System.Text.Json;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Output;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq show ID: one letter whole; of its event only what is known to be harmless.</summary>
internal static class ShowCommand
{
    private static readonly JsonSerializerOptions s_oneLine = new() { MaxDepth = ShownLetter.LargestDepth };

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
            var shown = await ShownLetter.ReadAsync(seen, connection.Letters, isRevealed: audit is not null, ct);
            Terminal.Answer(shown.ToJsonString(command.Json(parsed) ? s_oneLine : ShownLetter.Indented));
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
}
