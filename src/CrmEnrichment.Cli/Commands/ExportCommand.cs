using System.CommandLine;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Output;

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
            await using var queue = look.Open(connection, parsed);
            var exported = 0;
            try
            {
                exported = await LetterExport.WriteAsync(queue, command.Filter(parsed), output, audit, ct);
            }
            catch (IOException e)
            {
                throw new UsageException($"The file cannot be written: {e.Message}");
            }

            Terminal.Answer(command.Json(parsed) ? Json.Line(new { exported }) : $"{Count.Of(exported)} written to {parsed.GetValue(file)}.");
            return (await queue.CompareAsync(ct)).Tell();
        });
        return command;
    }

    private static StreamWriter Open(FileInfo file)
    {
        try
        {
            return new StreamWriter(PrivateFile.Open(file.FullName, FileMode.CreateNew));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file cannot be written: {e.Message}");
        }
    }
}
