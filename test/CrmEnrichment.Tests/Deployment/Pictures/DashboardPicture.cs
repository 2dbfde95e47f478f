using System.Net;
using System.Text;
using CrmEnrichment.Benchmarks.Report;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace CrmEnrichment.Tests.Deployment.Pictures;

/// <summary>A dashboard as an SVG picture: its widgets in CloudWatch's grid, and in each graph what its curves find.</summary>
internal static class DashboardPicture
{
    private const int Columns = 24, Unit = 52, Row = 40, Gap = 8, Head = 30, Top = 44;

    /// <param name="widgets">In their order; each takes the next free place.</param>
    /// <param name="values">What was measured.</param>
    /// <param name="period">Seconds of one point.</param>
    public static string Of(string title, IReadOnlyList<Dashboard.Widget> widgets, IReadOnlyList<MeasuredValue> values, double period)
    {
        var boxes = new StringBuilder();
        var (x, y) = (0, 0);
        foreach (var widget in widgets)
        {
            if (x + widget.Width > Columns)
            {
                (x, y) = (0, y + widget.Height);
            }

            boxes.Append(Box(widget, values, period, Gap + (x * Unit), Top + (y * Row)));
            x += widget.Width;
            if (x == Columns)
            {
                (x, y) = (0, y + widget.Height);
            }
        }

        var (width, height) = ((Columns * Unit) + Gap, Top + (y * Row) + Gap);
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="13">
            <rect width="100%" height="100%" fill="#f2f3f5"/>
            <text x="{Gap + 6}" y="27" font-size="17">{WebUtility.HtmlEncode(title)}</text>
            {boxes}</svg>

            """.ReplaceLineEndings("\n");
    }

    private static string Box(Dashboard.Widget widget, IReadOnlyList<MeasuredValue> values, double period, int x, int y)
    {
        var (width, height) = ((widget.Width * Unit) - Gap, (widget.Height * Row) - Gap);
        return $"""
            <g transform="translate({x} {y})">
            <rect width="{width}" height="{height}" fill="white" stroke="#d5d9de" rx="4"/>
            <text x="10" y="20" font-weight="bold" font-size="{(widget.Title.Length * 8 > width ? 11 : 13)}">{WebUtility.HtmlEncode(widget.Title)}</text>
            <svg y="{Head}" width="{width}" height="{height - Head}">{(widget.Type is "metric" ? Graph(widget, values, period, (x, y), width, height - Head) : Alarms(widget, width))}</svg>
            </g>

            """;
    }

    /// <summary>Their names. Whether one is in alarm is CloudWatch's to say.</summary>
    private static string Alarms(Dashboard.Widget widget, int width)
    {
        var names = widget.Properties.GetProperty("alarms").EnumerateArray().Select(alarm => alarm.GetString()!.Split(' ')[^1].Split('.')[0]).ToList();
        const int PerRow = 6;
        return string.Concat(names.Select((name, i) => $"""<rect x="{10 + (i % PerRow * (width - 20) / PerRow)}" y="{i / PerRow * 30}" width="{((width - 20) / PerRow) - 8}" height="24" rx="3" fill="#e8f0e9"/><text x="{18 + (i % PerRow * (width - 20) / PerRow)}" y="{(i / PerRow * 30) + 16}" font-size="12">{name}</text>"""));
    }

    private static string Graph(Dashboard.Widget widget, IReadOnlyList<MeasuredValue> values, double period, (int X, int Y) place, int width, int height)
    {
        var unit = widget.Properties.GetProperty("yAxis").GetProperty("left").GetProperty("label").GetString();
        var stacked = widget.Properties.TryGetProperty("stacked", out var stack) && stack.GetBoolean();
        var model = new PlotModel { DefaultFont = "sans-serif", DefaultFontSize = 11, PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1), Padding = new OxyThickness(6, 2, 8, 2) };
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.BottomLeft, LegendPlacement = LegendPlacement.Outside, LegendOrientation = LegendOrientation.Horizontal, LegendFontSize = 11, LegendItemSpacing = 30 });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, Maximum = Math.Max(period, values.Select(value => value.At).DefaultIfEmpty().Max()), FontSize = 10 });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, MinimumRange = 1, MaximumPadding = 0.12, Title = unit, MajorGridlineStyle = LineStyle.Dot, FontSize = 10, AxisTitleDistance = 8 });
        var below = new Dictionary<double, double>();
        foreach (var (i, curve) in widget.Curves.SelectMany(curve => DrawnCurve.Of(curve, values, period)).Index())
        {
            var colour = Svg.Colours[i % Svg.Colours.Count];
            var line = new LineSeries { Title = curve.Label, Color = colour, StrokeThickness = 1.6, MarkerType = MarkerType.Circle, MarkerSize = 1.6, MarkerFill = colour };
            var last = curve.Points[0].At;
            foreach (var (at, value) in curve.Points)
            {
                // A period without a value is a gap.
                if (at - last > 1.5 * period)
                {
                    line.Points.Add(DataPoint.Undefined);
                }

                last = at;
                below[at] = stacked ? below.GetValueOrDefault(at) + value : value;
                line.Points.Add(new DataPoint(at, below[at]));
            }

            model.Series.Add(line);
        }

        var document = Svg.Of(model, width, height);

        // It becomes a part of ours, where ids have to be unique.
        return document[document.IndexOf("<svg", StringComparison.Ordinal)..].Replace("\"clipPath", $"\"clip-{place.X}-{place.Y}-", StringComparison.Ordinal).Replace("#clipPath", $"#clip-{place.X}-{place.Y}-", StringComparison.Ordinal);
    }
}
