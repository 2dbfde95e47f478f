using System.Text;
using System.Text.Json;

namespace CrmEnrichment.Benchmarks.Load;

/// <summary>A run as docs/load keeps it.</summary>
internal sealed record LoadResult
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Commit { get; init; } = "unknown";

    public string Date { get; init; } = "";

    public required int Events { get; init; }

    /// <summary>Events a second, as planned.</summary>
    public required int Rate { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Of the events as they came in. What failed then is replayed later.</summary>
    public required IReadOnlyDictionary<string, int> Outcomes { get; init; }

    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    public required int Kills { get; init; }

    /// <summary>Of <see cref="Outcomes"/>, those with a context; of a duplicate it was written before the process was killed.</summary>
    public int WrittenAtOnce => Outcomes.Where(outcome => outcome.Key is "Enriched" or "NoMatch" or "Ambiguous" or "Partial" or "Duplicate").Sum(outcome => outcome.Value);

    public required int LettersAtTheEnd { get; init; }

    public required int LettersAfterReplay { get; init; }

    /// <summary>After the end; the schedule has replayed others before.</summary>
    public required int Replayed { get; init; }

    /// <summary>Events whose context Genesys has taken.</summary>
    public required int Written { get; init; }

    /// <summary>Of them more than once: a process was killed, or an answer lost, between the write and its note.</summary>
    public required int WrittenAgain { get; init; }

    public required int Lost { get; init; }

    public required IReadOnlyList<LoadPhase> Phases { get; init; }

    public required IReadOnlyList<LoadPoint> Points { get; init; }

    public static LoadResult Read(string json) => JsonSerializer.Deserialize<LoadResult>(json, s_json) ?? throw new FormatException("docs/load/load.json is empty. Run eng/load.");

    public string Write() => JsonSerializer.Serialize(this, s_json).ReplaceLineEndings("\n") + "\n";

    public string Tell()
    {
        var text = new StringBuilder();
        text.AppendLine($"{Events} events in {Seconds:0} s, {Faults.Values.Sum()} faults, {Kills} kills");
        text.AppendLine($"  as they came in: {Counts(Outcomes)}");
        text.AppendLine($"  faults: {Counts(Faults)}");
        text.AppendLine($"  letters: {LettersAtTheEnd} at the end, {LettersAfterReplay} after a replay of {Replayed}");
        text.AppendLine($"  contexts written: {Written}, {WrittenAgain} of them more than once; lost: {Lost}");
        text.Append($"  memory of the largest process: {Points[0].Memory:0} MiB at first, {Points[^1].Memory:0} at last, at most {Points.Max(point => point.Memory):0}");
        return text.ToString();
    }

    private static string Counts(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.OrderByDescending(count => count.Value).Select(count => $"{count.Key} {count.Value}"));
}
