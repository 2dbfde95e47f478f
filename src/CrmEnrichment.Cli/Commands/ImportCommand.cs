using System.CommandLine;
using System.Runtime.CompilerServices;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq import FILE: the lines of an export back into a queue.</summary>
internal static class ImportCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "what dlq export wrote" };
        var parked = new Option<bool>("--parked") { Description = "into the queue for parked letters instead" };
        var skip = new Option<int>("--skip") { Description = "lines to pass over: those that an import has sent which was broken off" };
        var dryRun = new Option<bool>("--dry-run") { Description = "check the file and send nothing" };
        var command = new LetterCommand("import", "Send exported letters into the queue again.", time).Audited();
        command.Arguments.Add(file);
        command.Options.Add(parked);
        command.Options.Add(skip);
        command.Options.Add(dryRun);
        command.SetAction(async (parsed, ct) =>
        {
            var source = parsed.GetValue(file)!;
            await using var connection = command.Connect(parsed);
            var queue = parsed.GetValue(parked) ? connection.Parked : connection.Queue;

            // Every line is read before the first is sent; the letters themselves are not kept.
            var skipped = parsed.GetValue(skip);
            var ids = await ReadAsync(source, skipped, ct).Select(letter => IdOf(letter, time)).ToListAsync(ct);
            var sent = 0;
            if (!parsed.GetValue(dryRun))
            {
                var audit = await command.AuditAsync(parsed);
                audit.Write("begun", filter: null, ids);
                try
                {
                    await foreach (var letter in ReadAsync(source, skipped, ct))
                    {
                        await queue.SendAsync(letter.Body, letter.TargetArn, CancellationToken.None);
                        sent++;
                    }
                }
                catch (Exception e) when (e is UpstreamException or OperationCanceledException)
                {
                    await Console.Error.WriteLineAsync($"Sent so far: {Count.Of(sent)}; go on with --skip {skipped + sent}.");
                    throw;
                }
                finally
                {
                    audit.Write("ended", filter: null, ids, new Dictionary<string, int>(StringComparer.Ordinal) { ["Imported"] = sent, ["Left"] = ids.Count - sent });
                }
            }

            Console.WriteLine(command.Json(parsed) ? Json.Line(new { read = ids.Count, imported = sent }) : $"{Count.Of(ids.Count)} read from {source}, {sent} sent.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async IAsyncEnumerable<ExportedLetter> ReadAsync(FileInfo file, int skipped, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = Open(file);
        for (var number = 1; await reader.ReadLineAsync(ct) is { } line; number++)
        {
            ct.ThrowIfCancellationRequested();
            if (number > skipped && line.Length > 0)
            {
                yield return ExportedLetter.Read(file, number, line);
            }
        }
    }

    private static StreamReader Open(FileInfo file)
    {
        try
        {
            return file.OpenText();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file cannot be read: {e.Message}");
        }
    }

    private static string IdOf(ExportedLetter letter, TimeProvider time)
    {
        var message = new QueuedMessage(letter.MessageId ?? "", Receipt: "", letter.Body, letter.TargetArn);
        return ListedLetter.Of(message, LetterReader.Read(message), time.GetUtcNow()).Id();
    }
}
