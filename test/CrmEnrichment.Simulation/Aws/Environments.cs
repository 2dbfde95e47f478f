using CrmEnrichment.Simulation.Product;

namespace CrmEnrichment.Simulation.Aws;

/// <summary>The environments of one function: the one that was busy last is used first, and a new one is started where none is free.</summary>
internal sealed class Environments(string function, World world)
{
    private readonly Stack<ExecutionEnvironment> _idle = new();

    public int Busy { get; private set; }

    public int Started { get; private set; }

    public int MostBusy { get; private set; }

    public DateTimeOffset? FirstThrottle { get; private set; }

    public long Throttles { get; private set; }

    /// <param name="limit">Invocations at once; zero for as many as the account has.</param>
    public bool MayStart(int limit)
    {
        if (limit == 0 || Busy < limit)
        {
            return true;
        }

        Throttles++;
        FirstThrottle ??= world.Time.GetUtcNow();
        return false;
    }

    /// <summary>One invocation.</summary>
    public async Task<T> InvokeAsync<T>(Func<ExecutionEnvironment, Task<T>> work)
    {
        Busy++;
        MostBusy = Math.Max(MostBusy, Busy);
        var begun = world.Time.GetUtcNow();
        var environment = Idle();
        try
        {
            if (environment is null)
            {
                environment = ExecutionEnvironment.Compose(function, world, Started++);
                await Task.Delay(world.Facts.Milliseconds("coldStart") + world.Facts.Milliseconds("firstEvent"), world.Time);
                await environment.WarmUpAsync();
            }

            return await work(environment);
        }
        finally
        {
            var now = world.Time.GetUtcNow();
            world.Usage.Invocations++;
            world.Usage.BusyTime += now - begun;
            environment!.IdleSince = now;
            _idle.Push(environment);
            Busy--;
        }
    }

    /// <summary>Those at the bottom have been idle longest; all of them may have ended.</summary>
    private ExecutionEnvironment? Idle()
    {
        if (!_idle.TryPop(out var latest))
        {
            return null;
        }

        if (latest.IdleSince + TimeSpan.FromMinutes(world.Facts["idleMinutes"]) > world.Time.GetUtcNow())
        {
            return latest;
        }

        latest.Dispose();
        while (_idle.TryPop(out var older))
        {
            older.Dispose();
        }

        return null;
    }
}
