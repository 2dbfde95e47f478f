using System.CommandLine;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq import FILE: the lines of an export back into a queue.</summary>
internal static class ImportCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "what dlq export wrote" };
        var parked = new Option<bool>("--parked") { Description = "into the queue for parked letters instead" };
        var skip = StrictOption.Number("--skip", "lines to pass over: those that an import has sent which was broken off", least: 0);
        var unreadable = new Option<bool>("--unreadable") { Description = "also send what no version of ours can read" };
        var dryRun = new Option<bool>("--dry-run") { Description = "check the file and send nothing" };
        var command = new LetterCommand("import", "Send exported letters into the queue again.", time).Audited();
        command.Arguments.Add(file);
        command.Options.Add(parked);
        command.Options.Add(skip);
        command.Options.Add(unreadable);
        command.Options.Add(dryRun);
        command.SetAction(async (parsed, ct) =>
        {
            var source = new ExportFile(parsed.GetValue(file)!, parsed.GetValue(skip) ?? 0);
            await using var connection = command.Connect(parsed);
            var queue = parsed.GetValue(parked) ? connection.Parked : connection.Queue;

            // Every line is read before the first is sent; the letters themselves are not kept.
            var ids = await source.ReadAsync(ct).Select(line => line.Letter.IdOf(source, line.Number, parsed.GetValue(unreadable), time)).ToListAsync(ct);
            var sent = 0;
            if (!parsed.GetValue(dryRun))
            {
                var audit = await command.AuditAsync(parsed);
                audit.Write("begun", filter: null, ids);
                var current = 0;
                try
                {
                    await foreach (var (number, letter) in source.ReadAsync(ct))
                    {
                        current = number;
                        await queue.SendAsync(letter.Body, letter.TargetArn, CancellationToken.None);
                        sent++;
                    }
                }
                catch (Exception e) when (e is UpstreamException or OperationCanceledException)
                {
                    Terminal.Tell(Advice(sent, current, e));
                    throw;
                }
                finally
                {
                    audit.Write("ended", filter: null, ids, new Dictionary<string, int>(StringComparer.Ordinal) { ["Imported"] = sent, ["Left"] = ids.Count - sent });
                }
            }

            Terminal.Answer(command.Json(parsed) ? Json.Line(new { read = ids.Count, imported = sent }) : $"{Count.Of(ids.Count)} read from {source}, {sent} sent.");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A line that was refused is refused again: only what was not to be reached is sent once more.</summary>
    private static string Advice(int sent, int current, Exception e) => e switch
    {
        UpstreamException { Fault: UpstreamFault.Rejected } => $"{Count.Of(sent)} sent. Line {current} was refused and will be again: correct it and go on with --skip {current - 1}, or pass over it with --skip {current}.",
        UpstreamException => $"{Count.Of(sent)} sent. Go on with --skip {current - 1}.",
        _ => $"{Count.Of(sent)} sent. Go on with --skip {current}.",
    };
}
