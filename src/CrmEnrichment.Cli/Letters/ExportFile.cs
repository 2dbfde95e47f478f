using System.Runtime.CompilerServices;

namespace CrmEnrichment.Cli.Letters;

/// <summary>What an export wrote, read line by line.</summary>
internal sealed class ExportFile(FileInfo file, int skipped)
{
    /// <summary>With the number of each line, from 1; empty lines are counted, and passed over.</summary>
    /// <exception cref="UsageException">The file cannot be read, or a line is no exported letter.</exception>
    public async IAsyncEnumerable<(int Number, ExportedLetter Letter)> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = Open();
        for (var number = 1; await reader.ReadLineAsync(ct) is { } line; number++)
        {
            ct.ThrowIfCancellationRequested();
            if (number > skipped && line.Length > 0)
            {
                yield return (number, ExportedLetter.Read(this, number, line));
            }
        }
    }

    public override string ToString() => file.ToString();

    private StreamReader Open()
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
}
