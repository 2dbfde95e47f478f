using System.CommandLine;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq park and dlq unpark: letters into the queue that waits for a person, and back.</summary>
internal static class ParkCommand
{
    public static Command Park(TimeProvider time) => Create("park", "Set letters aside for a person to look at.", MoveLetters.Park, time);

    public static Command Unpark(TimeProvider time) => Create("unpark", "Put parked letters back among the dead letters.", MoveLetters.Unpark, time);

    private static LetterCommand Create(string name, string description, Func<Connection, LetterFilter, LetterChange> move, TimeProvider time)
    {
        var command = new LetterCommand(name, description, time).Filtered().Audited();
        var options = new ChangeOptions(command);
        command.SetAction(async (parsed, ct) =>
        {
            var filter = command.Filter(parsed);
            ChangeOptions.RequireFilter(filter, command);
            await using var connection = command.Connect(parsed);
            return await ChangeProgress.RunAsync(options.Limit(move(connection, filter), parsed), $"dlq {name}", () => command.AuditAsync(parsed), command.Json(parsed), time, ct);
        });
        return command;
    }
}
