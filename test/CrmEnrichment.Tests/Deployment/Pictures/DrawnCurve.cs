namespace CrmEnrichment.Tests.Deployment.Pictures;

/// <summary>A line of a graph: a value for each period.</summary>
internal sealed record DrawnCurve(string Label, IReadOnlyList<(double At, double Value)> Points)
{
    /// <summary>As CloudWatch finds a metric: by its name and exactly these dimensions; a search leaves one open and finds many.</summary>
    public static IEnumerable<DrawnCurve> Of(Dashboard.Curve curve, IEnumerable<MeasuredValue> values, double period)
    {
        var named = curve.Dimensions.Where(dimension => dimension.Value != PublishedMetrics.Any).ToDictionary(dimension => dimension.Name, dimension => Named(dimension.Value), StringComparer.Ordinal);
        var open = curve.Dimensions.Where(dimension => dimension.Value == PublishedMetrics.Any).Select(dimension => dimension.Name).SingleOrDefault();
        return values
            .Where(value => value.Namespace == curve.Namespace && value.Metric == curve.Metric && value.Dimensions.Count == curve.Dimensions.Count
                && named.All(dimension => value.Dimensions.GetValueOrDefault(dimension.Key) == dimension.Value) && (open is null || value.Dimensions.ContainsKey(open)))
            .GroupBy(value => open is null ? "" : value.Dimensions[open], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new DrawnCurve(
                open is null ? curve.Label : curve.Label.Replace($"${{PROP('Dim.{open}')}}", group.Key, StringComparison.Ordinal),
                [.. group.GroupBy(value => Math.Floor(value.At / period)).OrderBy(some => some.Key).Select(some => ((some.Key + 0.5) * period, Statistic(curve.Statistic, [.. some.Select(value => value.Value).Order()])))]));
    }

    /// <summary>Of <c>!Ref EnrichInteraction</c> and <c>!GetAtt DeadLetters.QueueName</c>.</summary>
    private static string Named(string reference) => reference.Split(' ') is [_, var name] ? name.Split('.')[0] : reference;

    private static double Statistic(string name, double[] sorted) => name switch
    {
        "Sum" => sorted.Sum(),
        "Average" => sorted.Average(),
        "Minimum" => sorted[0],
        "Maximum" => sorted[^1],
        "SampleCount" => sorted.Length,
        ['p', .. var percent] => sorted[(int)Math.Ceiling(double.Parse(percent, System.Globalization.CultureInfo.InvariantCulture) / 100 * sorted.Length) - 1],
        _ => throw new FormatException($"Teach the picture the statistic {name}."),
    };
}
