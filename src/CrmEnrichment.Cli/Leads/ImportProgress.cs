using System.Text;
using System.Text.Json;

namespace CrmEnrichment.Cli.Leads;

/// <summary>Which rows are done: one JSON line each in a file beside the leads, so that an import that was broken off goes on where it ended.</summary>
internal sealed class ImportProgress : IDisposable
{
    private readonly Dictionary<int, (string Hash, string Outcome)> _rows = [];
    private readonly FileInfo _file;
    private FileStream? _stream;

    private ImportProgress(FileInfo file) => _file = file;

    /// <summary>How many rows are done, by what became of them.</summary>
    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    public static FileInfo FileOf(FileInfo leads) => new($"{leads.FullName}.progress");

    /// <exception cref="UsageException">There is one, and the import does not go on with it; or it cannot be read or written.</exception>
    public static ImportProgress Open(FileInfo leads, bool goesOn)
    {
        var progress = new ImportProgress(FileOf(leads));
        if (progress._file.Exists && !goesOn)
        {
            throw new UsageException($"{progress._file.Name} is there, of an import that did not come to its end: go on with --resume, or delete it to begin anew.");
        }

        try
        {
            if (progress._file.Exists)
            {
                progress.Load();
            }

            progress._stream = PrivateFile.Open(progress._file.FullName, FileMode.Append);
            return progress;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UsageException($"{progress._file} cannot be used: {e.Message}");
        }
    }

    /// <exception cref="UsageException">The row is another one than it was.</exception>
    public (bool IsDone, bool IsBegun) Look(LeadRow row)
    {
        if (!_rows.TryGetValue(row.Number, out var known))
        {
            return (false, false);
        }

        return string.Equals(known.Hash, row.Hash, StringComparison.Ordinal)
            ? (known.Outcome is not RowResult.Begun, known.Outcome is RowResult.Begun)
            : throw new UsageException($"Row {row.Number} (line {row.Line}) has changed since the import began: put the file back as it was, or delete {_file.Name} and begin anew.");
    }

    /// <summary>On the disk when it returns.</summary>
    public void Write(RowResult result)
    {
        _stream!.Write(Encoding.UTF8.GetBytes($"{Json.Line(result)}\n"));
        _stream.Flush(flushToDisk: result.Outcome is not RowResult.Begun);
        Keep(result);
    }

    /// <summary>The rows that are done, in their order.</summary>
    public IEnumerable<RowResult> Results() => Lines().Where(result => result.Outcome is not RowResult.Begun);

    public void Delete()
    {
        Dispose();
        _file.Delete();
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private void Load()
    {
        foreach (var result in Lines())
        {
            Keep(result);
        }
    }

    private void Keep(RowResult result)
    {
        _rows[result.Row] = (result.Hash, result.Outcome);
        if (result.Outcome is not RowResult.Begun)
        {
            Counts[result.Outcome] = Counts.GetValueOrDefault(result.Outcome) + 1;
        }
    }

    /// <summary>A last line that was cut by a crash is none.</summary>
    private IEnumerable<RowResult> Lines()
    {
        using var text = new StreamReader(new FileStream(_file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (text.ReadLine() is { } line)
        {
            RowResult? result = null;
            try
            {
                result = Json.Read<RowResult>(line);
            }
            catch (JsonException) when (text.EndOfStream)
            {
                // Cut by a crash.
            }

            if (result is not null)
            {
                yield return result;
            }
        }
    }
}
