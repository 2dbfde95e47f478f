using System.Text.Json;

namespace CrmEnrichment.Cli.Site;

/// <summary>The end of the audit record, for a page.</summary>
internal static class AuditFile
{
    private const int MostLines = 500;

    /// <summary>Bytes at the end of the file: it grows for years, and lines of a large selection are long.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The latest first. Lines that are no steps, such as look-ups of replays, are left out.</summary>
    public static IReadOnlyList<AuditEntry> Latest(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(-Math.Min(stream.Length, MostBytes), SeekOrigin.End);
            var isCut = stream.Position > 0;
            using var reader = new StreamReader(stream);
            return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(isCut ? 1 : 0).Select(Read).OfType<AuditEntry>().Reverse().Take(MostLines)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static AuditEntry? Read(string line)
    {
        try
        {
            return Json.Read<AuditEntry>(line) is { Step.Length: > 0 } entry ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
