using System.Text.RegularExpressions;
using CrmEnrichment.Simulation.Aws;
using CrmEnrichment.Simulation.Product;
using CrmEnrichment.Simulation.Report;
using CrmEnrichment.Simulation.Traffic;

namespace CrmEnrichment.Simulation.Scenarios;

/// <summary>Makes a result of a world at the end of its run.</summary>
internal static partial class Measured
{
    /// <summary>Seconds.</summary>
    private const int LongestWait = 60;

    public static Result Of(World world, Enricher enricher, Replayer replayer, Samples samples)
    {
        var scenario = world.Scenario;
        var live = world.Calls.All.Where(call => !call.IsReplayed).ToList();
        var waits = live.Where(call => call.WaitMs is not null).Select(call => call.WaitMs!.Value).Order().ToList();
        return new Result
        {
            Name = scenario.Name,
            Group = scenario.Group,
            Crm = $"{scenario.Crm}",
            Rate = scenario.Rate,
            Minutes = Math.Round(scenario.Length.TotalMinutes, 2),
            Concurrency = scenario.Concurrency,
            FrontQueue = scenario.FrontQueue,
            Settings = scenario.Settings,
            Calls = live.Count,
            In500Ms = Share(waits.Count(wait => wait <= 500), live.Count),
            In2S = Share(waits.Count(wait => wait <= 2_000), live.Count),
            InTheEnd = Share(waits.Count, live.Count),
            P50Ms = Quantile(waits, 0.5),
            P95Ms = Quantile(waits, 0.95),
            Waits = [.. Enumerable.Range(0, LongestWait + 1).Select(second => Share(waits.Count(wait => wait <= second * 1_000), live.Count))],
            Letters = ByReason(live),
            Balance = BalanceOf(world.Calls, [.. world.Letters.Bodies, .. world.Parked.Bodies]),
            Upstreams = new(world.Network.Counts.ToDictionary(count => count.Key, count => new UpstreamFigures(count.Value.Requests, count.Value.TooMany), StringComparer.Ordinal), StringComparer.Ordinal),
            Environments = enricher.Environments.Started,
            MostBusy = enricher.Environments.MostBusy,
            Throttles = enricher.Environments.Throttles,
            FirstLimit = First(world, enricher),
            Replayed = replayer.Done,
            Usage = Of(world.Usage),
            Samples = samples.All,
        };
    }

    private static Balance BalanceOf(AllCalls calls, IReadOnlyList<string> letters)
    {
        var kept = letters.SelectMany(letter => Conversation.Matches(letter).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        var places = calls.All.Select((call, index) =>
            call.ContextAt is not null ? nameof(Balance.WithContext)
            : kept.Contains(AllCalls.Conversation(index)) ? nameof(Balance.InLetters)
            : call.IsUnderWay ? nameof(Balance.UnderWay)
            : nameof(Balance.Lost)).CountBy(place => place, StringComparer.Ordinal).ToDictionary(place => place.Key, place => place.Value, StringComparer.Ordinal);
        return new(calls.All.Count, At(nameof(Balance.WithContext)), At(nameof(Balance.InLetters)), At(nameof(Balance.UnderWay)), At(nameof(Balance.Lost)));

        int At(string place) => places.GetValueOrDefault(place);
    }

    private static SortedDictionary<string, int> ByReason(IEnumerable<Call> calls) => new(
        calls.Where(call => call.LetterReason is not null).GroupBy(call => call.LetterReason!, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string First(World world, Enricher enricher)
    {
        var hit = world.Network.Counts.Where(count => count.Value.FirstTooMany is not null).Select(count => (count.Key, At: count.Value.FirstTooMany!.Value))
            .Concat(enricher.Environments.FirstThrottle is { } throttled ? [("reserved concurrency", throttled)] : [])
            .OrderBy(limit => limit.At).ToList();
        return hit.Count == 0 ? "" : $"{hit[0].Key} after {(hit[0].At - world.Start).TotalSeconds:0} s";
    }

    private static UsageFigures Of(Usage usage) => new(
        usage.Events, usage.Invocations, Math.Round(usage.BusyTime.TotalSeconds, 1), usage.TableReads, usage.TableWrites, usage.QueueRequests, usage.SecretReads, usage.LogBytes);

    private static double Share(int part, int all) => all == 0 ? 0 : Math.Round(100.0 * part / all, 2);

    private static double Quantile(List<double> sorted, double q) => sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Max((int)Math.Ceiling(q * sorted.Count) - 1, 0)]);

    [GeneratedRegex("[0-9a-f]{8}-0000-4000-8000-000000000000", RegexOptions.None, 60_000)]
    private static partial Regex Conversation { get; }
}
