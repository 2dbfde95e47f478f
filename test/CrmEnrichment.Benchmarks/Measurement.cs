using CrmEnrichment.Benchmarks.Report;

namespace CrmEnrichment.Benchmarks;

/// <summary>What one running party needs, round by round.</summary>
internal sealed class Measurement(RunningParty party)
{
    private readonly List<double> _times = [];
    private readonly List<(int Events, double Processor, double Waits)> _rounds = [];

    public string Name => party.Party.Name;

    public async Task StartAsync()
    {
        await party.StartAsync();
        Note();
    }

    public async Task RunRoundAsync(int events)
    {
        _times.AddRange(await party.RunAsync(events));
        Note();
    }

    public PartyFigures Figures()
    {
        var half = _rounds[_rounds.Count / 2];
        var warm = _times[half.Events..];
        return new PartyFigures
        {
            Name = Name,
            Events = _times.Count,
            Warm = new WarmFigures(Quantile.Of(warm, 0.5), Quantile.Of(warm, 0.95)),
            ProcessorPerEvent = PerEvent(_rounds[0], round => round.Processor),
            ProcessorPerWarmEvent = PerEvent(half, round => round.Processor),
            WaitsPerEvent = PerEvent(half, round => round.Waits),
            PeakMemory = Math.Round(ProcessUse.PeakMemory(party.ProcessId), 1),
            Thousands = [.. _times.Chunk(1000).Where(thousand => thousand.Length == 1000).Select(thousand => Quantile.Of(thousand, 0.5))],
        };
    }

    private void Note() => _rounds.Add((_times.Count, ProcessUse.Processor(party.ProcessId), ProcessUse.Waits(party.ProcessId)));

    /// <summary>Since then. Not within the rounds alone: a runtime also compiles and collects while others have their turn.</summary>
    private double PerEvent((int Events, double Processor, double Waits) since, Func<(int Events, double Processor, double Waits), double> figure) =>
        Math.Round((figure(_rounds[^1]) - figure(since)) / (_rounds[^1].Events - since.Events), 3);
}
