using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace CrmEnrichment.Benchmarks.Report;

/// <summary>The ratios of all kept runs as an SVG picture, of one build: they may be compared although the machines were not the same.</summary>
internal static class HistoryPicture
{
    private const int Width = 960, Height = 400;

    /// <param name="runs">In the order of time.</param>
    /// <param name="build">Such as AOT.</param>
    public static string Of(IReadOnlyList<BenchmarkRun> runs, string build)
    {
        var model = new PlotModel { Title = $"{build}: ratios by run", TitleFontSize = 14, TitleFontWeight = FontWeights.Normal, Background = OxyColors.White, DefaultFont = "sans-serif" };
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.RightTop, LegendPlacement = LegendPlacement.Outside, LegendLineSpacing = 6 });
        var days = new CategoryAxis { Position = AxisPosition.Bottom };
        days.Labels.AddRange(runs.Select(run => $"{run.Date.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} {run.Commit}"));
        model.Axes.Add(days);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Title = "ratio", AxisTitleDistance = 12, MajorGridlineStyle = LineStyle.Dot });
        var ratios = runs.SelectMany((run, i) => Ratios.Of(run).Where(ratio => string.Equals(ratio.Party, build, StringComparison.Ordinal)).Select(ratio => (At: i, ratio.Figure, ratio.Value)));
        foreach (var (i, figure) in ratios.GroupBy(ratio => ratio.Figure, StringComparer.Ordinal).Index())
        {
            var colour = Svg.Colours[i % Svg.Colours.Count];
            var line = new LineSeries { Title = figure.Key, Color = colour, MarkerType = MarkerType.Circle, MarkerSize = 3, MarkerFill = colour };
            line.Points.AddRange(figure.Select(ratio => new DataPoint(ratio.At, ratio.Value)));
            model.Series.Add(line);
        }

        return Svg.Of(model, Width, Height);
    }
}
