using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Benchmarks;

/// <summary>A function behind the Runtime API, timed from the hand-over of the event to the function's answer, as Lambda bills it.</summary>
internal sealed class FunctionParty(string name, Function function) : IParty
{
    public string Name => name;

    public int ProcessId => function.Environments.Single().ProcessId;

    public async Task<double[]> RunAsync(int events)
    {
        var times = new double[events];
        for (var i = 0; i < events; i++)
        {
            times[i] = (await InvokeAsync()).Duration.TotalMilliseconds;
        }

        return times;
    }

    /// <returns>Milliseconds from the start of the process to its first answer.</returns>
    public async Task<double> StartAsync()
    {
        var first = await InvokeAsync();
        return first.InitDuration is { } init
            ? (init + first.Duration).TotalMilliseconds
            : throw new InvalidOperationException($"{name} was running already.");
    }

    private async Task<InvocationResult> InvokeAsync()
    {
        var result = await function.InvokeAsync(FreshEvent.Next());
        return result.Text.Contains("\"Enriched\"", StringComparison.Ordinal)
            ? result
            : throw new InvalidOperationException($"{name} answered {result.Text}{Environment.NewLine}{result.Log}");
    }
}
