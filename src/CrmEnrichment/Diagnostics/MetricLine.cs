using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrmEnrichment.Diagnostics;

/// <summary>One value of a metric, in total and by one dimension.</summary>
internal sealed record Measure(string Name, double Value, string Unit, string Dimension, string DimensionValue);

/// <summary>Writes measures in CloudWatch's embedded metric format, as many to a line as go.</summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"/>.
/// A line is an object with the metrics and dimensions as its members: so each metric stands in it once, and each dimension has one value.
/// </remarks>
internal static class MetricLine
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Of(IReadOnlyList<Measure> measures, string service, DateTimeOffset now)
    {
        var left = measures;
        while (left.Count > 0)
        {
            List<Measure> line = [], others = [];
            foreach (var measure in left)
            {
                (line.TrueForAll(other => GoesWith(measure, other)) ? line : others).Add(measure);
            }

            yield return Write(line, service, now);
            left = others;
        }
    }

    private static bool GoesWith(Measure one, Measure other) =>
        !string.Equals(one.Name, other.Name, StringComparison.Ordinal)
        && (!string.Equals(one.Dimension, other.Dimension, StringComparison.Ordinal) || string.Equals(one.DimensionValue, other.DimensionValue, StringComparison.Ordinal));

    private static string Write(List<Measure> line, string service, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", now.ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics");
            foreach (var metrics in line.GroupBy(measure => measure.Dimension, StringComparer.Ordinal))
            {
                WriteDirective(json, metrics.Key, metrics);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteString("Service", service);
            foreach (var measure in line.DistinctBy(measure => measure.Dimension, StringComparer.Ordinal))
            {
                json.WriteString(measure.Dimension, measure.DimensionValue);
            }

            foreach (var measure in line)
            {
                json.WriteNumber(measure.Name, Math.Round(measure.Value, 3));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteDirective(Utf8JsonWriter json, string dimension, IEnumerable<Measure> metrics)
    {
        json.WriteStartObject();
        json.WriteString("Namespace", Metrics.Namespace);
        json.WriteStartArray("Dimensions");
        WriteDimensions(json, "Service");
        WriteDimensions(json, "Service", dimension);
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var metric in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", metric.Name);
            json.WriteString("Unit", metric.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDimensions(Utf8JsonWriter json, params ReadOnlySpan<string> names)
    {
        json.WriteStartArray();
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
