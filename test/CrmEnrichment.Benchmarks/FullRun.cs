using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Benchmarks;

/// <summary>Everything that eng/bench measures of whole processes.</summary>
internal sealed class FullRun(IReadOnlyList<ProductBuild> builds, int events, int coldStarts, TextWriter progress)
{
    public async Task<BenchmarkRun> MeasureAsync(string commit)
    {
        var (began, load) = (TimeProvider.System.GetUtcNow(), ProcessUse.Load());
        await using var upstream = await UpstreamProcess.StartAsync(Delays.None);
        var parties = All(new Parties(upstream.Address));
        var firstEvents = await StartAsync(parties);
        await progress.WriteLineAsync($"{events} events of each …");
        var figures = await Turns.TakeAsync(parties, events);
        await progress.WriteLineAsync("Where the time of one event goes …");
        var spans = new List<SpanFigures>();
        var calls = new List<CallFigures>();
        foreach (var party in parties)
        {
            spans.Add(await SpanProbe.MeasureAsync(party, upstream));
            if (await SystemCallProbe.MeasureAsync(party) is { } counted)
            {
                calls.Add(counted);
            }
        }

        return new BenchmarkRun
        {
            Date = began,
            Commit = commit,
            Processors = Environment.ProcessorCount,
            Load = load,
            Parties = [.. figures.Select(party => party with { FirstEvent = firstEvents[party.Name], PackageSize = SizeOf(party.Name) })],
            Paths = await new CriticalPath(builds, coldStarts, progress).MeasureAsync(),
            Spans = spans,
            Calls = calls,
        };
    }

    private List<Party> All(Parties parties) =>
        [parties.Floor, parties.NodeFunction, .. builds.SelectMany(build => new[] { parties.EnrichInteraction(build), parties.WithTable(build) })];

    private async Task<Dictionary<string, Spread>> StartAsync(IReadOnlyList<Party> parties)
    {
        await progress.WriteLineAsync($"{coldStarts} starts of each …");
        var times = parties.ToDictionary(party => party.Name, _ => new List<double>(), StringComparer.Ordinal);
        for (var i = 0; i < coldStarts; i++)
        {
            foreach (var party in parties)
            {
                await using var running = party.Deploy();
                times[party.Name].Add((await running.StartAsync()).TotalMilliseconds);
            }
        }

        return times.ToDictionary(party => party.Key, party => Spread.Of(party.Value), StringComparer.Ordinal);
    }

    private double? SizeOf(string party) => builds.FirstOrDefault(build => string.Equals(build.Name, party, StringComparison.Ordinal)) is { } build ? Package.ZippedMebibytes(build) : null;
}
