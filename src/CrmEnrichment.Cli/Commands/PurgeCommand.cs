using System.CommandLine;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Cli.Output;

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
            var change = MoveLetters.Purge(connection, queue, filter) with { ConfirmAsync = (meant, token) => ConfirmAsync(meant, parsed.GetValue(count), token) };
            return await ChangeProgress.RunAsync(options.Limit(change, parsed), "dlq purge", () => command.AuditAsync(parsed), command.Json(parsed), time, ct);
        });
        return command;
    }

    private static async Task<bool> ConfirmAsync(int meant, int? given, CancellationToken ct)
    {
        if (given is not null)
        {
            return given == meant ? true : throw new UsageException($"The filter means {Count.Of(meant)}, not {given}. Nothing was deleted.");
        }

        Terminal.Ask($"{Count.Of(meant)} will be deleted, and what happened is lost. Type 'delete {meant}': ");

        // Nobody can take back a read from a terminal: after Ctrl+C it is left behind, and ends with the process.
        try
        {
            return string.Equals((await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(ct))?.Trim(), $"delete {meant}", StringComparison.Ordinal);
        }
        catch (OperationCanceledException)
        {
            Terminal.Tell("\nNothing was deleted.");
            throw;
        }
    }
}
