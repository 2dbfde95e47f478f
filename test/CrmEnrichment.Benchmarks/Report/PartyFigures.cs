namespace CrmEnrichment.Benchmarks.Report;

/// <summary>What one party needed. Times are milliseconds, memory is MiB.</summary>
internal sealed record PartyFigures
{
    public const string Floor = "floor";
    public const string NodeFunction = "Node.js function";

    public required string Name { get; init; }

    /// <summary>How many events the process answered after its first.</summary>
    public required int Events { get; init; }

    /// <summary>From the start of a process to its first answer.</summary>
    public Spread? FirstEvent { get; init; }

    /// <summary>Of the second half of the events.</summary>
    public required WarmFigures Warm { get; init; }

    /// <summary>User and system time of the process after its first event, in all its threads.</summary>
    public required double ProcessorPerEvent { get; init; }

    /// <summary>The same in the second half of the events.</summary>
    public required double ProcessorPerWarmEvent { get; init; }

    /// <summary>How often its threads stop to wait for each other or for the network, in the second half of the events (voluntary context switches).</summary>
    public required double WaitsPerEvent { get; init; }

    /// <summary>VmHWM after all events.</summary>
    public required double PeakMemory { get; init; }

    /// <summary>Of the program's folder as a ZIP file.</summary>
    public double? PackageSize { get; init; }

    /// <summary>The median of each thousand events, in their order.</summary>
    public required IReadOnlyList<double> Thousands { get; init; }
}

/// <summary>Of events one after another, on a process that runs.</summary>
internal sealed record WarmFigures(double Median, double NinetyFifth);

/// <summary>Of several starts.</summary>
internal sealed record Spread(double Median, double Lowest, double Highest, int Count)
{
    public static Spread Of(IReadOnlyCollection<double> values) => new(Quantile.Of(values, 0.5), Quantile.Of(values, 0), Quantile.Of(values, 1), values.Count);
}
