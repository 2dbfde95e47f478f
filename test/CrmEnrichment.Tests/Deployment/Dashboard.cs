using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The body of the template's dashboard as CloudWatch reads it, but that references stay as they are written: <c>!Ref EnrichInteraction</c>.</summary>
internal static partial class Dashboard
{
    public static IReadOnlyList<Widget> Widgets { get; } = Read();

    private static Widget[] Read()
    {
        var body = (YamlScalarNode)Template.Shipped.Properties("Dashboard").At("DashboardBody")!;
        var references = Template.Placeholder.Matches(body.Value!).Select(match => match.Groups["name"].Value).Distinct()
            .ToDictionary(name => name, name => name.Contains('.', StringComparison.Ordinal) ? $"!GetAtt {name}" : $"!Ref {name}");
        var json = JsonElement.Parse(Template.Shipped.Evaluate(body, references)!);
        return [.. json.GetProperty("widgets").EnumerateArray().Select(widget => new Widget(widget))];
    }

    /// <summary>One box, in units of the grid.</summary>
    public sealed class Widget(JsonElement json)
    {
        public string Type { get; } = json.GetProperty("type").GetString()!;

        public int Left { get; } = json.GetProperty("x").GetInt32();

        public int Top { get; } = json.GetProperty("y").GetInt32();

        public int Right => Left + json.GetProperty("width").GetInt32();

        public int Bottom => Top + json.GetProperty("height").GetInt32();

        public JsonElement Properties { get; } = json.GetProperty("properties");

        public string Title => Properties.GetProperty("title").GetString()!;

        public IReadOnlyList<Curve> Curves => Type is "metric" ? [.. Properties.GetProperty("metrics").EnumerateArray().Select(Curve.Read)] : [];

        public bool Covers(Widget other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }

    /// <summary>One line of a graph, or the lines that a search finds; then the value of the dimension that it leaves open is <see cref="PublishedMetrics.Any"/>.</summary>
    public sealed record Curve(string Namespace, string Metric, IReadOnlyList<(string Name, string Value)> Dimensions, string Statistic, string Label)
    {
        public string Of => string.Join(", ", Dimensions.Select(dimension => dimension.Value));

        public static Curve Read(JsonElement metric)
        {
            var options = metric[metric.GetArrayLength() - 1];
            var label = options.GetProperty("label").GetString()!;
            if (options.TryGetProperty("expression", out var expression))
            {
                var search = Search.Match(expression.GetString()!);
                return search.Success
                    ? new(Part("namespace"), Part("metric"), [("Service", Part("service")), (Part("open"), PublishedMetrics.Any)], Part("statistic"), label)
                    : throw new FormatException($"Teach the test what {expression} finds.");

                string Part(string name) => search.Groups[name].Value;
            }

            string[] words = [.. metric.EnumerateArray().SkipLast(1).Select(word => word.GetString()!)];
            return new(words[0], words[1], [.. words.Skip(2).Chunk(2).Select(pair => (pair[0], pair[1]))], options.GetProperty("stat").GetString()!, label);
        }
    }

    [GeneratedRegex(
        """^SEARCH\('\{(?<namespace>\w+),Service,(?<open>\w+)\} MetricName="(?<metric>\w+)" Service="(?<service>[^"]+)"', '(?<statistic>\w+)'\)$""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Search { get; }
}
