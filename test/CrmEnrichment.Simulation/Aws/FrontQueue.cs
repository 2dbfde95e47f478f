using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Product;
using CrmEnrichment.Simulation.Traffic;

namespace CrmEnrichment.Simulation.Aws;

/// <summary>An SQS queue between EventBridge and the function, whose trigger starts a limited number of invocations at once.</summary>
internal sealed class FrontQueue(Enricher enricher, int most, World world)
{
    private readonly Queue<CallEvent> _events = new();
    private readonly Dice _dice = new(world.Scenario.Seed, 6);
    private DateTimeOffset? _backlogSince;
    private int _running;

    public int Waiting => _events.Count;

    public void Offer(CallEvent e)
    {
        world.Usage.QueueRequests++;
        _events.Enqueue(e);
        Start();
    }

    /// <summary>The trigger begins with some at once, and adds more while messages wait.</summary>
    private int Allowed()
    {
        var now = world.Time.GetUtcNow();
        _backlogSince = _events.Count == 0 ? null : _backlogSince ?? now;
        var more = (now - (_backlogSince ?? now)).TotalMinutes * world.Facts["queuePollersMoreAMinute"];
        return (int)Math.Min(most, world.Facts["queuePollersAtFirst"] + more);
    }

    private void Start()
    {
        while (_running < Allowed() && _events.TryDequeue(out var e))
        {
            _running++;
            world.Time.Run(() => HandleAsync(e));
        }
    }

    private async Task HandleAsync(CallEvent e)
    {
        // Receive and delete, of one message each.
        world.Usage.QueueRequests += 2;
        await Task.Delay(_dice.Around(world.Facts.Aws("queue")), world.Time);
        var isDone = await enricher.HandleAsync(e);
        _running--;
        if (!isDone)
        {
            world.Time.After(6 * world.Facts.Seconds("functionTimeout"), () => Offer(e));
        }

        Start();
    }
}
