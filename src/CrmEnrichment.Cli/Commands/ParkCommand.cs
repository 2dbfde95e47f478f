using System.CommandLine;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq park and dlq unpark: letters into the queue that waits for a person, and back.</summary>
internal static class ParkCommand
{
    public static Command Park(TimeProvider time) =>
        Create("park", "Set letters aside for a person to look at.", "Parked", connection => (connection.Queue, connection.Parked), time);

    public static Command Unpark(TimeProvider time) =>
        Create("unpark", "Put parked letters back among the dead letters.", "Unparked", connection => (connection.Parked, connection.Queue), time);

    private static LetterCommand Create(
        string name, string description, string outcome, Func<Connection, (IDeadLetterQueue From, IDeadLetterQueue To)> queues, TimeProvider time)
    {
        var command = new LetterCommand(name, description, time).Filtered().Audited();
        var options = new ChangeOptions(command);
        command.SetAction(async (parsed, ct) =>
        {
            var filter = command.Filter(parsed);
            ChangeOptions.RequireFilter(filter, command);
            await using var connection = command.Connect(parsed);
            var (from, to) = queues(connection);
            var change = new LetterChange(from, filter, (queued, now) => queued is QueuedLetter.Enveloped { Letter: var letter } && filter.Matches(letter, now), async (message, _) =>
            {
                // In this order: a break in between leaves the letter in both queues, and never in none.
                await to.SendAsync(message.Body, message.TargetArn, CancellationToken.None);
                await from.DeleteAsync(message, CancellationToken.None);
                return new LetterResult(outcome, Failed: false, IsGone: true);
            });
            return await ChangeProgress.RunAsync(options.Limit(change, parsed), $"dlq {name}", () => command.AuditAsync(parsed), command.Json(parsed), time, ct);
        });
        return command;
    }
}
