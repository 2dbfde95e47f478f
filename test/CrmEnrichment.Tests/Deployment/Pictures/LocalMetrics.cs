using System.Diagnostics;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Sqs;

namespace CrmEnrichment.Tests.Deployment.Pictures;

/// <summary>What CloudWatch would know of the local cloud: the metrics in the functions' logs, those of Lambda, and those of SQS.</summary>
internal sealed class LocalMetrics
{
    private readonly Lock _gate = new();
    private readonly List<MeasuredValue> _values = [];
    private readonly EmbeddedCloud _cloud;
    private readonly long _started = Stopwatch.GetTimestamp();

    public LocalMetrics(EmbeddedCloud cloud)
    {
        _cloud = cloud;
        cloud.Lambda.Activity.Ended = (function, _, result) =>
        {
            Add("AWS/Lambda", "Duration", "FunctionName", function.Name, result.Duration.TotalMilliseconds);
            Add("AWS/Lambda", "Errors", "FunctionName", function.Name, result.Succeeded ? 0 : 1);
            Add("AWS/Lambda", "Throttles", "FunctionName", function.Name, 0);
        };
    }

    /// <summary>Seconds since the beginning.</summary>
    public double Now => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    public IReadOnlyList<MeasuredValue> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _values];
            }
        }
    }

    /// <summary>Takes what has been logged since the last time, and looks at the queues.</summary>
    public void Take()
    {
        foreach (var (_, line) in _cloud.Lambda.Activity.TakeLog().Where(entry => entry.Line.Contains("\"_aws\"", StringComparison.Ordinal)))
        {
            Read(JsonElement.Parse(line));
        }

        foreach (var (name, queue) in new[] { ("DeadLetters", _cloud.DeadLetters), ("ParkedLetters", _cloud.Parked) })
        {
            Look(name, queue);
        }
    }

    /// <remarks><see href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"/></remarks>
    private void Read(JsonElement line)
    {
        foreach (var directive in line.GetProperty("_aws").GetProperty("CloudWatchMetrics").EnumerateArray())
        {
            foreach (var metric in directive.GetProperty("Metrics").EnumerateArray().Select(metric => metric.GetProperty("Name").GetString()!))
            {
                foreach (var set in directive.GetProperty("Dimensions").EnumerateArray())
                {
                    var dimensions = set.EnumerateArray().ToDictionary(name => name.GetString()!, name => line.GetProperty(name.GetString()!).GetString()!, StringComparer.Ordinal);
                    Add(new(directive.GetProperty("Namespace").GetString()!, metric, dimensions, Now, line.GetProperty(metric).GetDouble()));
                }
            }
        }
    }

    private void Look(string name, Queue queue)
    {
        Add("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", name, queue.Visible);
        Add("AWS/SQS", "ApproximateNumberOfMessagesNotVisible", "QueueName", name, queue.InFlight);
    }

    private void Add(string space, string metric, string dimension, string value, double measured) =>
        Add(new(space, metric, new Dictionary<string, string>(StringComparer.Ordinal) { [dimension] = value }, Now, measured));

    private void Add(MeasuredValue value)
    {
        lock (_gate)
        {
            _values.Add(value);
        }
    }
}
