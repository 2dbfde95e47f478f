using System.Text.Json.Serialization;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>An agent's names in the state store.</summary>
[JsonSerializable(typeof(AgentNames))]
internal sealed partial class GenesysNamesJson : JsonSerializerContext;
