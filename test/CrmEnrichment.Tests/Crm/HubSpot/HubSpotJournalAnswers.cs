using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Crm.HubSpot;

/// <summary>HubSpot's side of writing: where, and what it answers.</summary>
internal static class HubSpotJournalAnswers
{
    public const string Objects = "/crm/objects/2026-09";
    public const string CallUpsert = $"{Objects}/calls/batch/upsert";
    public const string ContactUpsert = $"{Objects}/contacts/batch/upsert";
    public const string CallOf51 = $"{Objects}/calls/9001/associations/default/contacts/51";
    public const string Contact51 = $"{Objects}/contacts/51?properties=hs_object_id";

    public static string Record(string id, IReadOnlyDictionary<string, string> properties) => RecordNode(id, properties).ToJsonString();

    public static string Batch(string id, IReadOnlyDictionary<string, string> properties) =>
        new JsonObject { ["status"] = "COMPLETE", ["results"] = new JsonArray(RecordNode(id, properties)) }.ToJsonString();

    /// <summary>What comes with 207.</summary>
    public static string BatchError(string category, string message, params string[] properties) => new JsonObject
    {
        ["status"] = "COMPLETE",
        ["results"] = new JsonArray(),
        ["numErrors"] = 1,
        ["errors"] = new JsonArray(new JsonObject
        {
            ["status"] = "error",
            ["category"] = category,
            ["message"] = message,
            ["context"] = new JsonObject { ["propertyName"] = new JsonArray([.. properties.Select(name => JsonValue.Create(name))]) },
        }),
    }.ToJsonString();

    /// <summary>The properties of the one input of an upsert, or of any other write.</summary>
    public static Dictionary<string, string> Sent(SentRequest request)
    {
        var body = JsonElement.Parse(request.Body);
        var record = body.TryGetProperty("inputs", out var inputs) ? inputs.EnumerateArray().Single() : body;
        return record.GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!, StringComparer.Ordinal);
    }

    private static JsonObject RecordNode(string id, IReadOnlyDictionary<string, string> properties) => new()
    {
        ["id"] = id,
        ["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Value))),
        ["archived"] = false,
    };
}
