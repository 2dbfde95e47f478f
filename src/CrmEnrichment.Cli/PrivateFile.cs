namespace CrmEnrichment.Cli;

/// <summary>A file that only its owner may read: it holds customers' data, or says who looked at them.</summary>
internal static class PrivateFile
{
    /// <exception cref="IOException">It cannot be opened so.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not.</exception>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
