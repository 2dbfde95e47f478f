using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.HubSpot;

/// <summary>A record as answers show it.</summary>
internal static class HubSpotRecord
{
    public const string Created = "2024-01-01T00:00:00.000Z";

    /// <summary>What was asked for and is not there is null.</summary>
    public static JsonObject Show(string id, JsonObject record, IReadOnlyCollection<string> asked) => new()
    {
        ["id"] = id,
        ["properties"] = new JsonObject(asked.Distinct(StringComparer.Ordinal).Select(property => KeyValuePair.Create(property, record[property]?.DeepClone()))),
        ["createdAt"] = Created,
        ["updatedAt"] = Created,
        ["archived"] = false,
    };
}
