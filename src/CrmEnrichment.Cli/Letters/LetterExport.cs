using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Letters;

/// <summary>The messages as they are, one JSON line each, written as they are met; recorded however it ends.</summary>
internal static class LetterExport
{
    /// <returns>How many were written.</returns>
    public static async Task<int> WriteAsync(QueueLook queue, LetterFilter filter, StreamWriter output, AuditLog audit, CancellationToken ct)
    {
        var ids = new List<string>();
        try
        {
            await foreach (var (message, _, listed) in queue.ReadAsync(filter, ct))
            {
                await output.WriteLineAsync(Json.Line(new ExportedLetter { MessageId = message.Id, TargetArn = message.TargetArn, Body = message.Body }).AsMemory(), ct);
                ids.Add(listed.Id());
            }

            await output.FlushAsync(ct);
        }
        finally
        {
            audit.Write("revealed", filter, ids, new Dictionary<string, int>(StringComparer.Ordinal) { ["Exported"] = ids.Count });
        }

        return ids.Count;
    }
}
