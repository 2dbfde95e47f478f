using System.Globalization;
using System.Net;
using System.Text;

namespace CrmEnrichment.Simulation.Report;

/// <summary>Lines over an axis as an SVG picture that follows the reader's light or dark scheme.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Across">The axis below, with its unit.</param>
/// <param name="Up">The axis at the left, with its unit.</param>
/// <param name="Lines">In the order of the legend.</param>
internal sealed record Chart(string Title, string Across, string Up, IReadOnlyList<Line> Lines)
{
    private const int Width = 860, Height = 440, Left = 70, Right = 20, Top = 50, Bottom = 92;

    private static readonly string[] s_light = ["#1f5fbf", "#c2410c", "#15803d", "#7e22ce", "#a16207", "#0e7490"];
    private static readonly string[] s_dark = ["#7fb0ff", "#ff9f6b", "#6fdc8c", "#d3a6ff", "#f2c94c", "#63d4e6"];
    private static readonly string[] s_dashes = ["", "7 4", "2 3", "10 3 2 3", "", "7 4"];

    /// <summary>Whether the axis below is logarithmic.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>The end of the axis at the left; null for the highest value.</summary>
    public double? Most { get; init; }

    /// <summary>A part of the axis below that is marked, with its name.</summary>
    public (double From, double Until, string Name)? Marked { get; init; }

    public string Write()
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" font-family="sans-serif" font-size="13" role="img" aria-label="{Text(Title)}">""");
        svg.AppendLine(Style());
        svg.AppendLine("""<rect class="paper" width="100%" height="100%"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text class="ink" x="{Left}" y="28" font-size="16" font-weight="bold">{Text(Title)}</text>""");
        WriteAxes(svg);
        foreach (var (index, line) in Lines.Index())
        {
            var points = string.Join(' ', line.Points.Select(point => $"{X(point.X):0.0},{Y(point.Y):0.0}"));
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<polyline class="line{index}" points="{points}" fill="none" stroke-width="2.2" stroke-dasharray="{s_dashes[index]}"><title>{Text(line.Name)}</title></polyline>""");
            foreach (var point in line.Points.Count <= 20 ? line.Points : [])
            {
                svg.AppendLine(CultureInfo.InvariantCulture, $"""<circle class="dot{index}" cx="{X(point.X):0.0}" cy="{Y(point.Y):0.0}" r="3.2"><title>{Text(line.Name)}: {point.X:0.###}, {point.Y:0.##}</title></circle>""");
            }

            var (x, y) = (Left + index % 3 * 258, Height - 32 + index / 3 * 20);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="line{index}" x1="{x}" y1="{y - 4}" x2="{x + 26}" y2="{y - 4}" stroke-width="2.2" stroke-dasharray="{s_dashes[index]}"/><text class="ink" x="{x + 32}" y="{y}">{Text(line.Name)}</text>""");
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private double Last => Lines.SelectMany(line => line.Points).Max(point => point.X);

    private double First => IsLogarithmic ? Lines.SelectMany(line => line.Points).Min(point => point.X) : 0;

    private double Highest => Most ?? Nice(Lines.SelectMany(line => line.Points).Max(point => point.Y));

    private double X(double value) => Left + (Width - Left - Right) * (IsLogarithmic ? Math.Log(value / First) / Math.Log(Last / First) : value / Last);

    private double Y(double value) => Height - Bottom - (Height - Top - Bottom) * Math.Min(1, value / Highest);

    private void WriteAxes(StringBuilder svg)
    {
        if (Marked is { } marked)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect class="mark" x="{X(marked.From):0.0}" y="{Top}" width="{X(marked.Until) - X(marked.From):0.0}" height="{Height - Top - Bottom}"/><text class="ink" x="{X(marked.From) + 6:0.0}" y="{Top + 16}">{Text(marked.Name)}</text>""");
        }

        for (var i = 0; i <= 5; i++)
        {
            var value = Highest / 5 * i;
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Y(value):0.0}" y2="{Y(value):0.0}"/><text class="ink" x="{Left - 8}" y="{Y(value) + 4:0.0}" text-anchor="end">{value:#,0.##}</text>""");
        }

        foreach (var value in IsLogarithmic ? Lines[0].Points.Select(point => point.X) : Enumerable.Range(0, 7).Select(i => Last / 6 * i))
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{X(value):0.0}" x2="{X(value):0.0}" y1="{Top}" y2="{Height - Bottom}"/><text class="ink" x="{X(value):0.0}" y="{Height - Bottom + 18}" text-anchor="middle">{value:#,0.##}</text>""");
        }

        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text class="ink" x="{(Left + Width - Right) / 2}" y="{Height - Bottom + 38}" text-anchor="middle">{Text(Across)}</text>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text class="ink" transform="translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle">{Text(Up)}</text>""");
    }

    private static string Style()
    {
        return $"<style>{Of("#ffffff", "#1f2328", "#d8dee4", "#fde8c8", s_light)} @media (prefers-color-scheme: dark) {{ {Of("#0d1117", "#e6edf3", "#30363d", "#4a3410", s_dark)} }}</style>";

        static string Of(string paper, string ink, string grid, string mark, string[] colours) =>
            $".paper {{fill: {paper}}} .ink {{fill: {ink}}} .grid {{stroke: {grid}}} .mark {{fill: {mark}}} " +
            string.Join(' ', colours.Select((colour, index) => $".line{index} {{stroke: {colour}}} .dot{index} {{fill: {colour}}}"));
    }

    private static double Nice(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(most, 1e-9))));
        return new[] { 1, 2, 2.5, 5, 10 }.First(step => step * power >= most * 0.999) * power;
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>One line of a chart.</summary>
internal sealed record Line(string Name, IReadOnlyList<(double X, double Y)> Points);
