using CrmEnrichment.Simulation.Aws;
using CrmEnrichment.Simulation.Product;
using CrmEnrichment.Simulation.Report;

namespace CrmEnrichment.Simulation.Scenarios;

/// <summary>How things stand, again and again over a run.</summary>
internal sealed class Samples(World world, Enricher enricher, FrontQueue? front)
{
    /// <summary>Enough for a picture, where there is one over time.</summary>
    private readonly int _count = world.Scenario.Outage is null ? 10 : 150;

    private readonly List<Sample> _all = [];

    public IReadOnlyList<Sample> All => _all;

    public void Start(TimeSpan length)
    {
        var start = world.Time.GetUtcNow();
        world.Time.CreateTimer(_ => Take(start), null, TimeSpan.Zero, length / _count);
    }

    private void Take(DateTimeOffset start)
    {
        var live = world.Calls.All.Where(call => !call.IsReplayed).ToList();
        _all.Add(new Sample(
            Math.Round((world.Time.GetUtcNow() - start).TotalSeconds, 1),
            live.Count,
            live.Count(call => call.ContextAt is not null),
            enricher.Waiting,
            front?.Waiting ?? 0,
            world.Letters.Count,
            enricher.Environments.Busy));
    }
}
