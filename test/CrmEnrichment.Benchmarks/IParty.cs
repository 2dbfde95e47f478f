namespace CrmEnrichment.Benchmarks;

/// <summary>One that does the main job, or less, in a process of its own.</summary>
internal interface IParty
{
    string Name { get; }

    int ProcessId { get; }

    /// <returns>Milliseconds of each event.</returns>
    Task<double[]> RunAsync(int events);
}
