using System.Text;

namespace CrmEnrichment.Cli;

/// <summary>Lines at the end of a file to which other processes append, too: opened for each line anew and alone, since a stream writes where the end was when it was opened.</summary>
internal sealed class RecordFile(FileInfo file) : TextWriter
{
    /// <summary>Tries to have the file alone: some seconds in all.</summary>
    private const int MostTries = 3_000;

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

    private FileStream Open()
    {
        var wait = new SpinWait();
        while (true)
        {
            try
            {
                return PrivateFile.Open(file.FullName, FileMode.Append, FileShare.None);
            }
            catch (IOException e) when (e.GetType() == typeof(IOException) && wait.Count < MostTries)
            {
                // Another process writes its line: it is done in a moment.
                wait.SpinOnce();
            }
        }
    }
}
