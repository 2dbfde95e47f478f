namespace CrmEnrichment.Benchmarks.Report;

/// <summary>One ratio of two runs. More is worse.</summary>
internal sealed record Comparison(Ratio Before, Ratio Now)
{
    /// <summary>Less than this is the machine's weather.</summary>
    public const double Tolerance = 0.25;

    public double Change => Now.Value / Before.Value - 1;

    public bool IsRegression => Change > Tolerance;

    /// <summary>The ratios that both runs have. Those that depend on the number of events are left out if it differs.</summary>
    public static IReadOnlyList<Comparison> Of(BenchmarkRun before, BenchmarkRun now)
    {
        var earlier = Ratios.Of(before).ToDictionary(ratio => (ratio.Party, ratio.Figure, ratio.Events));
        return [.. Ratios.Of(now).Where(ratio => earlier.ContainsKey((ratio.Party, ratio.Figure, ratio.Events))).Select(ratio => new Comparison(earlier[(ratio.Party, ratio.Figure, ratio.Events)], ratio))];
    }
}
