namespace CrmEnrichment.Diagnostics;

/// <summary>What one event's work measured, until its end.</summary>
/// <param name="write">Takes all of it.</param>
/// <param name="outer">The batch that this one stands in for.</param>
/// <param name="restore">Puts that back.</param>
internal sealed class MetricBatch(Action<IReadOnlyList<Measure>> write, MetricBatch? outer, Action<MetricBatch?> restore) : IDisposable
{
    private readonly Lock _lock = new();
    private List<Measure>? _measures = [];

    /// <returns>False when the event has ended: somebody is still at work for those who ask next.</returns>
    public bool TryAdd(Measure measure)
    {
        lock (_lock)
        {
            _measures?.Add(measure);
            return _measures is not null;
        }
    }

    public void Dispose()
    {
        List<Measure>? measures;
        lock (_lock)
        {
            (measures, _measures) = (_measures, null);
        }

        if (measures is not null)
        {
            restore(outer);
            write(measures);
        }
    }
}
