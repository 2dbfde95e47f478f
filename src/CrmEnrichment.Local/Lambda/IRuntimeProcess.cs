namespace CrmEnrichment.Local.Lambda;

/// <summary>A running runtime: the real executable, or one that a test plays.</summary>
internal interface IRuntimeProcess : IAsyncDisposable
{
    int Id { get; }

    /// <summary>Completes with the exit code, when all output has been read.</summary>
    Task<int> Exited { get; }

    /// <summary>As kill -9: no handler of the process runs.</summary>
    void Kill();
}
