using System.CommandLine;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq purge: deletes letters for good, after the count was confirmed.</summary>
internal static class PurgeCommand
{
    public static Command Create(TimeProvider time)
    {
        var count = StrictOption.Number("--yes-delete", "confirm beforehand: the number of letters that the filter means", least: 0);
        var parked = new Option<bool>("--parked") { Description = "delete parked letters instead" };
        var command = new LetterCommand("purge", "Delete letters for good. Their events are lost.", time).Filtered().Audited();
        var options = new ChangeOptions(command);
        command.Options.Add(count);
        command.Options.Add(parked);
        command.SetAction(async (parsed, ct) =>
        {
            var filter = command.Filter(parsed);
            ChangeOptions.RequireFilter(filter, command);
            await using var connection = command.Connect(parsed);
            var queue = parsed.GetValue(parked) ? connection.Parked : connection.Queue;
            var change = new LetterChange(queue, filter, (queued, now) => queued is QueuedLetter.Enveloped { Letter: var letter } && filter.Matches(letter, now), async (message, queued) =>
            {
                await queue.DeleteAsync(message, CancellationToken.None);
                await connection.Letters.ForgetPartsAsync(((QueuedLetter.Enveloped)queued!).Letter, CancellationToken.None);
                return new LetterFate("Purged", Failed: false, IsGone: true);
            })
            {
                Confirm = meant => Confirm(meant, parsed.GetValue(count)),
            };
            return await ChangeProgress.RunAsync(options.Limit(change, parsed), "dlq purge", () => command.AuditAsync(parsed), command.Json(parsed), time, ct);
        });
        return command;
    }

    private static bool Confirm(int meant, int? given)
    {
        if (given is not null)
        {
            return given == meant ? true : throw new UsageException($"The filter means {Count.Of(meant)}, not {given}. Nothing was deleted.");
        }

        Console.Error.Write($"{Count.Of(meant)} will be deleted, and what happened is lost. Type 'delete {meant}': ");
        return string.Equals(Console.ReadLine()?.Trim(), $"delete {meant}", StringComparison.Ordinal);
    }
}
