namespace CrmEnrichment.Simulation.Aws;

/// <summary>What AWS would bill.</summary>
internal sealed class Usage
{
    public long Events { get; set; }

    public long Invocations { get; set; }

    /// <summary>Of all environments, their starts included.</summary>
    public TimeSpan BusyTime { get; set; }

    public long TableReads { get; set; }

    public long TableWrites { get; set; }

    public long QueueRequests { get; set; }

    public long SecretReads { get; set; }

    public long LogBytes { get; set; }
}
