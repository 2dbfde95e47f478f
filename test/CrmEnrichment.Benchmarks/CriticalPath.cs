using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Benchmarks;

/// <summary>Against an upstream that takes its time: what happens side by side, and what is added.</summary>
internal sealed class CriticalPath(IReadOnlyList<ProductBuild> builds, int coldStarts, TextWriter progress)
{
    private const int Events = 40;
    private const int WarmUp = 10;

    private static readonly Delays s_event = new(Token: 60, Crm: 120, Patch: 80);
    private static readonly Delays s_lookup = new(Token: 0, Crm: 50, Patch: 0);

    public async Task<IReadOnlyList<PathFigures>> MeasureAsync()
    {
        await progress.WriteLineAsync($"An upstream that takes {s_event.Token} ms for a token, {s_event.Crm} for a customer, {s_event.Patch} for the PATCH …");
        var paths = new List<PathFigures>();
        await using (var upstream = await UpstreamProcess.StartAsync(s_event))
        {
            var parties = new Parties(upstream.Address);
            var (twoCalls, threeCalls) = (s_event.Crm + s_event.Patch, s_event.Token + s_event.Crm + s_event.Patch);
            paths.Add(await ColdAsync(parties.Floor, twoCalls));
            paths.Add(await WarmAsync("warm", parties.Floor, twoCalls));
            paths.Add(await ColdAsync(parties.NodeFunction, threeCalls));
            paths.Add(await WarmAsync("warm", parties.NodeFunction, twoCalls));
            foreach (var build in builds)
            {
                paths.Add(await ColdAsync(parties.EnrichInteraction(build), Math.Max(s_event.Token, s_event.Crm) + s_event.Patch));
                paths.Add(await WarmAsync("warm", parties.EnrichInteraction(build), twoCalls));
                paths.Add(await WarmAsync("cached customer", parties.WithCache(build), s_event.Patch));
            }
        }

        await using (var upstream = await UpstreamProcess.StartAsync(s_lookup))
        {
            var parties = new Parties(upstream.Address);
            foreach (var build in builds)
            {
                paths.Add(await WarmAsync("look-up, warm", parties.LookupCustomer(build, cached: false), s_lookup.Crm));
                paths.Add(await WarmAsync("look-up, cached", parties.LookupCustomer(build, cached: true), 0));
            }
        }

        return paths;
    }

    private async Task<PathFigures> ColdAsync(Party party, int waits)
    {
        var times = new List<double>();
        for (var i = 0; i < coldStarts; i++)
        {
            await using var running = party.Deploy();
            times.Add((await running.StartAsync()).TotalMilliseconds);
        }

        return PathFigures.Of(party.Name, "cold", waits, times);
    }

    private static async Task<PathFigures> WarmAsync(string path, Party party, int waits)
    {
        await using var running = party.Deploy();
        await running.WarmUpAsync(WarmUp);
        return PathFigures.Of(party.Name, path, waits, await running.RunAsync(Events));
    }
}
