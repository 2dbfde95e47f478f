using System.Text;

namespace CrmEnrichment.Cli;

/// <summary>Lines at the end of a file to which others append, too: opened for each anew, since a stream that stays open writes over what came after it.</summary>
internal sealed class RecordFile(FileInfo file) : TextWriter
{
    private readonly Lock _one = new();

    public override Encoding Encoding => Encoding.UTF8;

    /// <exception cref="UsageException">What cannot be recorded is not done.</exception>
    public void RequireWritable()
    {
        try
        {
            Open().Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The audit record cannot be written, so nothing is done: {e.Message}");
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_one)
        {
            using var stream = Open();
            stream.Write(Encoding.GetBytes($"{value}\n"));
        }
    }

    private FileStream Open() => PrivateFile.Open(file.FullName, FileMode.Append, FileShare.ReadWrite);
}
