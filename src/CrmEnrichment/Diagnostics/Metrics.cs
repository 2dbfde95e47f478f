using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrmEnrichment.Diagnostics;

/// <summary>Counts, times, percentages and flags in CloudWatch's embedded metric format, one JSON line each.</summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"/>.
/// Lines go straight to the output: an environment can be frozen or killed right after its answer.
/// </remarks>
public sealed class Metrics(TextWriter output, TimeProvider time, string service)
{
    public const string Namespace = "CrmEnrichment";

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A count of one, in total and by the named dimension.</summary>
    public void Count(string name, string dimension, string value) => Write(name, 1, "Count", dimension, value);

    /// <summary>A duration in milliseconds, in total and by the named dimension.</summary>
    public void Time(string name, TimeSpan duration, string dimension, string value) =>
        Write(name, duration.TotalMilliseconds, "Milliseconds", dimension, value);

    /// <summary>A value between 0 and 100, in total and by the named dimension.</summary>
    public void Percent(string name, double percent, string dimension, string value) => Write(name, percent, "Percent", dimension, value);

    /// <summary>True as 1, false as 0, in total and by the named dimension: a minimum of 1 means that it was true everywhere.</summary>
    public void Flag(string name, bool holds, string dimension, string value) => Write(name, holds ? 1 : 0, "None", dimension, value);

    /// <summary>How many there are at this moment, in total and by the named dimension. The sum over a time says nothing.</summary>
    public void Level(string name, int level, string dimension, string value) => Write(name, level, "Count", dimension, value);

    private void Write(string name, double value, string unit, string dimension, string dimensionValue)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", time.GetUtcNow().ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics");
            json.WriteStartObject();
            json.WriteString("Namespace", Namespace);
            json.WriteStartArray("Dimensions");
            WriteDimensions(json, "Service");
            WriteDimensions(json, "Service", dimension);
            json.WriteEndArray();
            json.WriteStartArray("Metrics");
            json.WriteStartObject();
            json.WriteString("Name", name);
            json.WriteString("Unit", unit);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteString("Service", service);
            json.WriteString(dimension, dimensionValue);
            json.WriteNumber(name, Math.Round(value, 3));
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
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
