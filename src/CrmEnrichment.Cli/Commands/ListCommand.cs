using System.CommandLine;
using CrmEnrichment.Cli.Letters;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq list: one line per letter, written as they are met.</summary>
internal static class ListCommand
{
    public static Command Create(TimeProvider time)
    {
        var limit = new Option<int?>("--limit") { Description = "at most this many" };
        var command = new LetterCommand("list", "List the letters, one line each (with --json one object per line).", time).Filtered();
        var look = new LookOptions(command, time);
        command.Options.Add(limit);
        command.SetAction(async (parsed, ct) =>
        {
            await using var connection = command.Connect(parsed);
            var room = parsed.GetValue(limit) ?? int.MaxValue;
            await foreach (var (_, _, listed) in look.ReadAsync(connection, parsed, ct))
            {
                if (room-- <= 0)
                {
                    break;
                }

                Console.WriteLine(command.Json(parsed) ? Json.Line(listed) : Line(listed));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string Line(ListedLetter letter) => letter.Form is LetterForm.Envelope
        ? $"{letter.Id()}  {letter.LastFailedAt:yyyy-MM-dd HH:mm:ss}Z  {letter.Reason,-14}  {letter.Standing,-12}  {letter.Attempts,3}  {letter.Handler}  {letter.EventKey}"
        : $"{letter.Id()}  {letter.Form}";
}
