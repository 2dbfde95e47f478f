using System.CommandLine;
using CrmEnrichment.Cli.Letters;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq export FILE: the messages as they are, one JSON line each, written as they are met.</summary>
internal static class ExportCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "a file that is not there yet; it will hold personal data" };
        var command = new LetterCommand("export", "Write the letters into a file, one JSON object per line; this is recorded.", time).Filtered().Audited();
        var look = new LookOptions(command, time);
        command.Arguments.Add(file);
        command.SetAction(async (parsed, ct) =>
        {
            await using var connection = command.Connect(parsed);
            var audit = await command.AuditAsync(parsed);
            await using var output = Open(parsed.GetValue(file)!);
            var ids = new List<string>();
            try
            {
                await foreach (var (message, _, listed) in look.ReadAsync(connection, parsed, ct))
                {
                    await output.WriteLineAsync(Json.Line(new ExportedLetter { MessageId = message.Id, TargetArn = message.TargetArn, Body = message.Body }).AsMemory(), ct);
                    ids.Add(listed.Id());
                }
            }
            finally
            {
                audit.Write("revealed", command.Filter(parsed), ids, new Dictionary<string, int>(StringComparer.Ordinal) { ["Exported"] = ids.Count });
            }

            Console.WriteLine(command.Json(parsed) ? Json.Line(new { exported = ids.Count }) : $"{Count.Of(ids.Count)} written to {parsed.GetValue(file)}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static StreamWriter Open(FileInfo file)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new StreamWriter(file.FullName, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file cannot be written: {e.Message}");
        }
    }
}
