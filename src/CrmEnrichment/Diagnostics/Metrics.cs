namespace CrmEnrichment.Diagnostics;

/// <summary>Counts, times, percentages and flags in CloudWatch's embedded metric format, one JSON line each, or one line for all of an event (<see cref="Gather"/>).</summary>
/// <remarks>Lines go straight to the output: an environment can be frozen or killed right after its answer.</remarks>
public sealed class Metrics(TextWriter output, TimeProvider time, string service)
{
    public const string Namespace = "CrmEnrichment";

    private readonly AsyncLocal<MetricBatch?> _batch = new();

    /// <summary>A count of one, in total and by the named dimension.</summary>
    public void Count(string name, string dimension, string value) => Add(new(name, 1, "Count", dimension, value));

    /// <summary>A count of so many, in total and by the named dimension; nothing for none.</summary>
    public void Count(string name, int count, string dimension, string value)
    {
        if (count > 0)
        {
            Add(new(name, count, "Count", dimension, value));
        }
    }

    /// <summary>A duration in milliseconds, in total and by the named dimension.</summary>
    public void Time(string name, TimeSpan duration, string dimension, string value) =>
        Add(new(name, duration.TotalMilliseconds, "Milliseconds", dimension, value));

    /// <summary>A value between 0 and 100, in total and by the named dimension.</summary>
    public void Percent(string name, double percent, string dimension, string value) => Add(new(name, percent, "Percent", dimension, value));

    /// <summary>True as 1, false as 0, in total and by the named dimension: a minimum of 1 means that it was true everywhere.</summary>
    public void Flag(string name, bool holds, string dimension, string value) => Add(new(name, holds ? 1 : 0, "None", dimension, value));

    /// <summary>How many there are at this moment, in total and by the named dimension. The sum over a time says nothing.</summary>
    public void Level(string name, int level, string dimension, string value) => Add(new(name, level, "Count", dimension, value));

    /// <summary>Until it is disposed, what this event's work measures is gathered, and written together then. What comes later is written at once.</summary>
    public IDisposable Gather() => _batch.Value = new MetricBatch(Write, _batch.Value, outer => _batch.Value = outer);

    private void Add(Measure measure)
    {
        if (_batch.Value?.TryAdd(measure) is not true)
        {
            Write([measure]);
        }
    }

    private void Write(IReadOnlyList<Measure> measures)
    {
        foreach (var line in MetricLine.Of(measures, service, time.GetUtcNow()))
        {
            output.WriteLine(line);
        }
    }
}
