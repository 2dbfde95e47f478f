using System.Text;
using OxyPlot;

namespace CrmEnrichment.Benchmarks.Report;

/// <summary>A plot as an SVG document.</summary>
internal static class Svg
{
    /// <summary>Behind a word of the legend: texts are wider in a browser than the exporter thinks, and it cuts them.</summary>
    private static readonly string s_margin = new(' ', 26);

    /// <summary>Told apart on white paper, the first ones best.</summary>
    public static IReadOnlyList<OxyColor> Colours { get; } = [.. new[] { "#4269d0", "#c47d00", "#d03d33", "#2c7f3b", "#8a4fb5", "#5a5a5a", "#0b8a9e", "#a3485f", "#7a6a00" }.Select(OxyColor.Parse)];

    public static string Of(PlotModel plot, int width, int height)
    {
        foreach (var series in plot.Series)
        {
            series.Title += s_margin;
        }

        using var stream = new MemoryStream();
        new SvgExporter { Width = width, Height = height, IsDocument = false, UseVerticalTextAlignmentWorkaround = true }.Export(plot, stream);

        // Without the byte order mark, which a reader of the file would drop.
        return Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF') + "\n";
    }
}
