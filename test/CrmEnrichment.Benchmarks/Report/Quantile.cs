namespace CrmEnrichment.Benchmarks.Report;

/// <summary>The nearest-rank quantile, to a microsecond where the values are milliseconds.</summary>
internal static class Quantile
{
    public static double Of(IEnumerable<double> values, double q)
    {
        var sorted = values.Order().ToList();
        return Math.Round(sorted[Math.Max((int)Math.Ceiling(q * sorted.Count) - 1, 0)], 3);
    }
}
