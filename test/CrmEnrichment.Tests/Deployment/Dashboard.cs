using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The body of the template's dashboard as CloudWatch reads it, but that references stay as they are written: <c>!Ref EnrichInteraction</c>.</summary>
internal static partial class Dashboard
{
    /// <summary>Of all deployments together: none has everything, because a database takes no dispositions.</summary>
    public static IReadOnlyList<Widget> Widgets { get; } = [.. Combinations.All.Values.SelectMany(Read).DistinctBy(widget => widget.Title, StringComparer.Ordinal)];

    public static IReadOnlyList<Widget> Read(IReadOnlyDictionary<string, string> parameters)
    {
        var body = Template.Shipped.Properties("Dashboard").At("DashboardBody")!;
        var known = Template.Placeholder.Matches(body.Show()).Select(match => match.Groups["name"].Value).Distinct()
            .ToDictionary(name => name, name => name.Contains('.', StringComparison.Ordinal) ? $"!GetAtt {name}" : $"!Ref {name}");
        foreach (var name in ((YamlSequenceNode)body)[1].Entries().Select(entry => entry.Key))
        {
            known.Remove(name);
        }

        foreach (var (name, value) in parameters)
        {
            known[name] = value;
        }

        return [.. JsonElement.Parse(Template.Shipped.Evaluate(body, known)!).GetProperty("widgets").EnumerateArray().Select(widget => new Widget(widget))];
    }

    /// <summary>One box, in units of the grid. It takes the next free place, so it says no place of its own.</summary>
    public sealed class Widget(JsonElement json)
    {
        public string Type { get; } = json.GetProperty("type").GetString()!;

        public int Width { get; } = json.GetProperty("width").GetInt32();

        public int Height { get; } = json.GetProperty("height").GetInt32();

        public bool IsPlaced { get; } = json.TryGetProperty("x", out _) || json.TryGetProperty("y", out _);

        public JsonElement Properties { get; } = json.GetProperty("properties");

        public string Title => Properties.GetProperty("title").GetString()!;

        public IReadOnlyList<Curve> Curves => Type is "metric" ? [.. Properties.GetProperty("metrics").EnumerateArray().Select(Curve.Read)] : [];
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
