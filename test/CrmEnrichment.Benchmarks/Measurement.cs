namespace CrmEnrichment.Benchmarks;

/// <summary>What one party needed, round by round.</summary>
internal sealed class Measurement(IParty party)
{
    private readonly List<double> _times = [];
    private readonly List<double> _medians = [];
    private double _processor;

    public string Name => party.Name;

    /// <summary>What a quiet machine would give more often.</summary>
    public double Tenth => Quantile(_times, 0.1);

    public double Median => Quantile(_times, 0.5);

    public double NinetyFifth => Quantile(_times, 0.95);

    public double ProcessorPerEvent => _processor / _times.Count;

    public double PeakMemory => ProcessUse.PeakMemory(party.ProcessId);

    public async Task RunRoundAsync(int events)
    {
        var before = ProcessUse.Processor(party.ProcessId);
        var times = await party.RunAsync(events);
        _processor += ProcessUse.Processor(party.ProcessId) - before;
        _times.AddRange(times);
        _medians.Add(Quantile(times, 0.5));
    }

    /// <summary>Of each round the ratio of the medians, and of these the lowest, the middle and the highest.</summary>
    public (double Lowest, double Middle, double Highest) Against(Measurement yardstick)
    {
        var ratios = _medians.Zip(yardstick._medians, (mine, theirs) => mine / theirs).ToList();
        return (ratios.Min(), Quantile(ratios, 0.5), ratios.Max());
    }

    public static double Quantile(IEnumerable<double> values, double q)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Ceiling(q * sorted.Count) - 1];
    }
}
