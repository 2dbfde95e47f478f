using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmEnrichment.Simulation.Report;

/// <summary>What one run of eng/simulate found; docs/scaling keeps it as JSON.</summary>
internal sealed record SimulationRun
{
    public required DateTimeOffset Date { get; init; }

    public required string Commit { get; init; }

    public required int Seed { get; init; }

    public required IReadOnlyList<Result> Results { get; init; }

    [JsonIgnore]
    public string FileName => $"{Date.UtcDateTime:yyyy-MM-dd'T'HHmm'Z'}-{Commit}.json";

    public Result this[string name] => Results.FirstOrDefault(result => string.Equals(result.Name, name, StringComparison.Ordinal)) ?? throw new ArgumentException($"The run has no scenario '{name}'.", nameof(name));

    public string Write() => JsonSerializer.Serialize(this, SimulationJson.Default.SimulationRun) + "\n";

    public static SimulationRun Read(string json) => JsonSerializer.Deserialize(json, SimulationJson.Default.SimulationRun) ?? throw new FormatException("The file holds null, not a run of eng/simulate.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SimulationRun))]
internal sealed partial class SimulationJson : JsonSerializerContext;
