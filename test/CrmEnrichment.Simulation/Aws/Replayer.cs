using CrmEnrichment.DeadLetters;
using CrmEnrichment.Replay;
using CrmEnrichment.Simulation.Product;

namespace CrmEnrichment.Simulation.Aws;

/// <summary>ReplayDeadLetters: the schedule's runs, and by hand one run after the other until the queue is empty.</summary>
internal sealed class Replayer(World world)
{
    private static readonly FunctionIdentity s_identity = new(FunctionFeatures.ReplayDeadLetters, "1");

    private readonly Environments _environments = new(FunctionFeatures.ReplayDeadLetters, world);
    private int _invocation;

    /// <summary>Letters that runs have handled and deleted.</summary>
    public int Done { get; private set; }

    public void Schedule()
    {
        world.Time.After(TimeSpan.FromMinutes(world.Facts["healingMinutes"]), () =>
        {
            world.Time.Run(() => RunAsync(new ReplayRequest { Healing = true }));
            Schedule();
        });
    }

    public async Task ReplayAllAsync(double? rate)
    {
        while (world.Letters.Count > 0)
        {
            await RunAsync(new ReplayRequest { Rate = rate });
        }
    }

    private async Task<bool> RunAsync(ReplayRequest request)
    {
        var report = await _environments.InvokeAsync(environment => environment.Get<ReplayDeadLetters>()
            .RunAsync(request, $"replay-{++_invocation}", world.Facts.Seconds("replayTimeout"), s_identity, CancellationToken.None));
        Done += report.Done;
        return true;
    }
}
