namespace CrmEnrichment.Benchmarks.Report;

/// <summary>A figure of one party by that of another in the same run: what is left when the machine is another or busy.</summary>
/// <param name="Events">Of how many events it is, where that matters.</param>
internal sealed record Ratio(string Party, string Figure, double Value, int? Events = null);

/// <summary>All ratios of a run.</summary>
internal static class Ratios
{
    private const string
        FirstByFloor = "first event, × floor",
        FirstByNode = "first event, × Node.js",
        Warm = "warm median, × floor",
        Processor = "CPU of a warm event, × floor",
        Peak = "peak memory, × floor",
        Growth = "last thousand, × first thousand";

    /// <summary>For columns.</summary>
    public static IReadOnlyDictionary<string, string> Headings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [FirstByFloor] = "first",
        [FirstByNode] = "first/Node",
        [Warm] = "warm p50",
        [Processor] = "CPU warm",
        [Peak] = "peak",
        [Growth] = "last/1st 1000",
    };

    public static IReadOnlyList<Ratio> Of(BenchmarkRun run)
    {
        return [.. Of(run.Parties), .. run.Paths.Where(path => path.Waits > 0 && path.Party is not (PartyFigures.Floor or PartyFigures.NodeFunction)).Select(Of)];
    }

    public static IReadOnlyList<Ratio> Of(IReadOnlyList<PartyFigures> parties)
    {
        var floor = parties.FirstOrDefault(party => party.Name is PartyFigures.Floor) ?? throw new FormatException("The run has no floor, so nothing can be compared with it.");
        var node = parties.FirstOrDefault(party => party.Name is PartyFigures.NodeFunction);
        return [.. parties.Where(party => party != floor && party != node).SelectMany(party => Of(party, floor, node))];
    }

    private static IEnumerable<Ratio> Of(PartyFigures party, PartyFigures floor, PartyFigures? node)
    {
        if (party.FirstEvent is { } first)
        {
            if (floor.FirstEvent is { } floors)
            {
                yield return new(party.Name, FirstByFloor, first.Median / floors.Median);
            }

            if (node?.FirstEvent is { } nodes)
            {
                yield return new(party.Name, FirstByNode, first.Median / nodes.Median);
            }
        }

        yield return new(party.Name, Warm, party.Warm.Median / floor.Warm.Median);
        yield return new(party.Name, Processor, party.ProcessorPerWarmEvent / floor.ProcessorPerWarmEvent);
        yield return new(party.Name, Peak, party.PeakMemory / floor.PeakMemory, party.Events);
        if (party.Thousands is [var earliest, .., var latest])
        {
            yield return new(party.Name, Growth, latest / earliest, party.Events);
        }
    }

    private static Ratio Of(PathFigures path) => new(path.Party, $"{path.Path}, × upstream", path.Median / path.Waits);
}
