using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Tests.Benchmarks;

/// <summary>Runs of eng/bench, made up.</summary>
internal static class Runs
{
    /// <summary>The floor, the tutorial's function, and one build that takes twice the floor's time.</summary>
    public static BenchmarkRun Plain => new()
    {
        Date = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero),
        Commit = "abc1234",
        Processors = 2,
        Load = 0.25,
        Parties =
        [
            Party(PartyFigures.Floor, first: 100, warm: 0.5, processor: 0.5, peak: 100),
            Party(PartyFigures.NodeFunction, first: 200, warm: 1.5, processor: 1.5, peak: 120),
            Party("AOT", first: 40, warm: 1.0, processor: 0.6, peak: 50) with { PackageSize = 8.5 },
        ],
        Paths = [PathFigures.Of("AOT", "warm", 200, [202, 204, 206]), PathFigures.Of(PartyFigures.Floor, "warm", 200, [201])],
        Spans = [new SpanFigures(PartyFigures.Floor, 0.1, 0.05, 0.1, 0.05, 0.1), new SpanFigures("AOT", 0.2, 0.05, 0.3, 0.05, 0.2)],
        Calls = [new CallFigures("AOT", 40, 4, new Dictionary<string, double> { ["recvmsg"] = 6, ["futex(wait)"] = 4 })],
    };

    public static BenchmarkRun With(Func<PartyFigures, PartyFigures> change) => Plain with { Parties = [.. Plain.Parties.Select(party => party.Name is "AOT" ? change(party) : party)] };

    private static PartyFigures Party(string name, double first, double warm, double processor, double peak) => new()
    {
        Name = name,
        Events = 4000,
        FirstEvent = new Spread(first, first - 5, first + 5, 10),
        Warm = new WarmFigures(warm, warm * 2),
        ProcessorPerEvent = processor * 2,
        ProcessorPerWarmEvent = processor,
        WaitsPerEvent = 8,
        PeakMemory = peak,
        Thousands = [warm, warm * 1.1],
    };
}
