using System.Globalization;
using CrmEnrichment.Benchmarks.Report;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace CrmEnrichment.Benchmarks.Load;

/// <summary>A run as an SVG picture: latency, memory and letters over time, with the parts in which something failed.</summary>
internal static class LoadPicture
{
    private const int Width = 960, Height = 640;

    private static readonly OxyColor s_blue = OxyColor.Parse("#4269d0"), s_orange = OxyColor.Parse("#c47d00"), s_red = OxyColor.Parse("#d03d33"), s_green = OxyColor.Parse("#2c7f3b"), s_grey = OxyColor.Parse("#5a5a5a");

    public static string Of(LoadResult result)
    {
        var model = new PlotModel
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{result.Events:#,0} events at {result.Rate} a second, {result.Faults.Values.Sum():#,0} faults, {result.Kills} kills"),
            TitleFontSize = 14,
            TitleFontWeight = FontWeights.Normal,
            Background = OxyColors.White,
            DefaultFont = "sans-serif",
        };
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.TopLeft, LegendOrientation = LegendOrientation.Horizontal, LegendPlacement = LegendPlacement.Outside });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "seconds from the beginning", Minimum = 0, Maximum = result.Points[^1].At, MajorGridlineStyle = LineStyle.Dot });
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Left, Key = "latency", Title = "ms", AxisTitleDistance = 14, StartPosition = 0.45, EndPosition = 1, MajorGridlineStyle = LineStyle.Dot });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Key = "memory", Title = "MiB", AxisTitleDistance = 22, MaximumPadding = 0.15, StartPosition = 0.23, EndPosition = 0.42, Minimum = 0, MajorGridlineStyle = LineStyle.Dot });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Key = "letters", Title = "letters", AxisTitleDistance = 14, MaximumPadding = 0.1, StartPosition = 0, EndPosition = 0.2, Minimum = 0, MajorGridlineStyle = LineStyle.Dot });
        foreach (var phase in result.Phases)
        {
            model.Annotations.Add(new RectangleAnnotation { MinimumX = phase.From, MaximumX = phase.Until, Fill = OxyColor.FromAColor(28, s_red), YAxisKey = "latency", Text = phase.Name, TextVerticalAlignment = VerticalAlignment.Top, TextRotation = -90, TextHorizontalAlignment = HorizontalAlignment.Right });
        }

        foreach (var (title, axis, colour, of) in new (string, string, OxyColor, Func<LoadPoint, double>)[]
        {
            ("p50", "latency", s_blue, point => point.P50),
            ("p95", "latency", s_orange, point => point.P95),
            ("p99", "latency", s_red, point => point.P99),
            ("memory", "memory", s_green, point => point.Memory),
            ("letters", "letters", s_grey, point => point.Letters),
        })
        {
            var line = new LineSeries { Title = title, YAxisKey = axis, Color = colour, StrokeThickness = 1.5, RenderInLegend = axis is "latency" };
            line.Points.AddRange(result.Points.Select(point => new DataPoint(point.At, of(point))));
            model.Series.Add(line);
        }

        return Svg.Of(model, Width, Height);
    }
}
