using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmEnrichment.Benchmarks.Report;

/// <summary>What one run of eng/bench measured; docs/benchmarks/ keeps it as JSON.</summary>
internal sealed record BenchmarkRun
{
    public required DateTimeOffset Date { get; init; }

    public required string Commit { get; init; }

    public required int Processors { get; init; }

    /// <summary>The machine's load average of a minute, before the run. Above 1 the figures say little.</summary>
    public required double Load { get; init; }

    public required IReadOnlyList<PartyFigures> Parties { get; init; }

    public IReadOnlyList<PathFigures> Paths { get; init; } = [];

    public IReadOnlyList<SpanFigures> Spans { get; init; } = [];

    public IReadOnlyList<CallFigures> Calls { get; init; } = [];

    /// <summary>Sorts by time.</summary>
    [JsonIgnore]
    public string FileName => $"{Date.UtcDateTime:yyyy-MM-dd'T'HHmm'Z'}-{Commit}.json";

    public string Write() => JsonSerializer.Serialize(this, RunJson.Default.BenchmarkRun) + "\n";

    /// <exception cref="FormatException">The text is no kept run.</exception>
    public static BenchmarkRun Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RunJson.Default.BenchmarkRun) ?? throw new FormatException("The file holds null, not a run of eng/bench.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The file is no run of eng/bench: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BenchmarkRun))]
internal sealed partial class RunJson : JsonSerializerContext;
