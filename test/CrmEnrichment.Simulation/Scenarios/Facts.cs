using System.Text.Json;
using System.Text.Json.Serialization;
using CrmEnrichment.Simulation.Clock;

namespace CrmEnrichment.Simulation.Scenarios;

/// <summary>Every constant of the model, with its source, out of facts.json.</summary>
internal sealed class Facts(IReadOnlyDictionary<string, Fact> all)
{
    public double this[string name] => all.TryGetValue(name, out var fact) ? fact.Value : throw new ArgumentException($"facts.json has no '{name}'.", nameof(name));

    public IReadOnlyDictionary<string, Fact> All => all;

    public static Facts Read() => new(JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "facts.json")), FactsJson.Default.DictionaryStringFact)!);

    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(this[name]);

    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(this[name]);

    public Spread Aws(string name) => new(this[name], this["awsSigma"]);

    public Spread Upstream(string name) => new(this[name], this["upstreamSigma"]);
}

/// <param name="Value">In its unit.</param>
/// <param name="Unit">Empty for a share or a count.</param>
/// <param name="Source">Where it is from, or that it is an assumption.</param>
internal sealed record Fact(double Value, string Unit, string Source);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, Fact>))]
internal sealed partial class FactsJson : JsonSerializerContext;
