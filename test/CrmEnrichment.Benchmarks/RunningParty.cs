using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Benchmarks;

/// <summary>A deployed party. Its process starts with the first event.</summary>
internal sealed class RunningParty(Party party) : IAsyncDisposable
{
    private readonly Function _function = new(party.Definition, TimeProvider.System);

    public Party Party => party;

    public int ProcessId => _function.Environments.Single().ProcessId;

    /// <returns>From the start of the process to its first answer.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        var first = await InvokeAsync();
        return first.InitDuration is { } init ? init + first.Duration : throw new InvalidOperationException($"{party.Name} was running already.");
    }

    /// <returns>Milliseconds of each event, from its hand-over to the answer, as Lambda bills it.</returns>
    public async Task<IReadOnlyList<double>> RunAsync(int events)
    {
        var times = new double[events];
        for (var i = 0; i < events; i++)
        {
            times[i] = (await InvokeAsync()).Duration.TotalMilliseconds;
        }

        return times;
    }

    /// <summary>Events whose answers do not matter: a first look-up may run out of its time on a busy machine.</summary>
    public async Task WarmUpAsync(int events)
    {
        for (var i = 0; i < events; i++)
        {
            await _function.InvokeAsync(party.Event());
        }
    }

    /// <summary>One event.</summary>
    public async Task<InvocationResult> InvokeAsync()
    {
        var result = await _function.InvokeAsync(party.Event());
        return result.Succeeded && result.Text.Contains(party.Answer, StringComparison.Ordinal)
            ? result
            : throw new InvalidOperationException($"{party.Name} answered {result.Text}{Environment.NewLine}{result.Log}");
    }

    public ValueTask DisposeAsync() => _function.DisposeAsync();
}
