using System.Collections.Concurrent;
using System.Diagnostics;
using CrmEnrichment.Benchmarks.Report;
using CrmEnrichment.Local;

namespace CrmEnrichment.Benchmarks.Load;

/// <summary>Takes a point every few seconds.</summary>
internal sealed class LoadSeries(EmbeddedCloud cloud)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);

    private readonly ConcurrentQueue<double> _latencies = new();
    private readonly List<LoadPoint> _points = [];

    public IReadOnlyList<LoadPoint> Points => _points;

    /// <summary>MiB, the latest.</summary>
    public double Memory => _points.Count == 0 ? 0 : _points[^1].Memory;

    public void Add(TimeSpan latency) => _latencies.Enqueue(latency.TotalMilliseconds);

    public async Task SampleAsync(CancellationToken over)
    {
        var (started, last) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(s_every, TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = Stopwatch.GetElapsedTime(started);
            var latencies = new List<double>();
            while (_latencies.TryDequeue(out var one))
            {
                latencies.Add(one);
            }

            if (latencies.Count > 0)
            {
                _points.Add(new LoadPoint(now.TotalSeconds, latencies.Count / (now - last).TotalSeconds, Quantile.Of(latencies, 0.5), Quantile.Of(latencies, 0.95), Quantile.Of(latencies, 0.99), Largest(), cloud.DeadLetters.Bodies.Count));
                last = now;
            }
        }
    }

    private double Largest() => cloud.EnrichInteraction.Environments.Select(environment => WorkingSet(environment.ProcessId)).DefaultIfEmpty().Max();

    private static double WorkingSet(int process)
    {
        try
        {
            return ProcessUse.Memory(process);
        }
        catch (IOException)
        {
            // It has ended since it was listed.
            return 0;
        }
    }
}
