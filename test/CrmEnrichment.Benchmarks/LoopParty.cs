using System.Globalization;

namespace CrmEnrichment.Benchmarks;

/// <summary><see cref="BareLoop"/>, which times itself.</summary>
internal sealed class LoopParty(ChildProcess process) : IParty
{
    public string Name => "bare HttpClient loop";

    public int ProcessId => process.Id;

    public async Task<double[]> RunAsync(int events)
    {
        var line = await process.AskAsync(events.ToString(CultureInfo.InvariantCulture));
        return [.. line.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture))];
    }
}
