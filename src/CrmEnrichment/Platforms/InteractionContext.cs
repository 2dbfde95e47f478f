using System.Text.Json;

namespace CrmEnrichment.Platforms;

/// <summary>What is put on the interaction for the agent: names and values in their order, each name once.</summary>
public sealed record InteractionContext(IReadOnlyList<KeyValuePair<string, JsonElement>> Entries);
