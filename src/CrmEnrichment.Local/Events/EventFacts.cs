using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Events;

/// <summary>What a reader wants to know of an event. Read leniently, and apart from the product's own reader: a story told by the one it is about proves little.</summary>
internal sealed record EventFacts(string Dialect, string Topic, string Media, string? Caller, string? Interaction, IReadOnlyList<string> OwnIds)
{
    public static EventFacts Of(string json)
    {
        if (TryParse(json) is not JsonObject envelope)
        {
            return new EventFacts("no JSON object", "", "", null, null, []);
        }

        var source = Text(envelope["source"]) ?? "";
        var detail = envelope["detail"] as JsonObject ?? [];
        var body = detail["eventBody"] as JsonObject ?? detail;
        var topic = Text(detail["topicName"]) ?? Text(envelope["detail-type"]) ?? "";
        var outbound = Text(body["direction"]) is "OUTBOUND";
        var caller = Text((body["callbackNumbers"] as JsonArray)?.FirstOrDefault())
            ?? Text(body[outbound ? "dnis" : "ani"]) ?? Text(body[outbound ? "addressTo" : "addressFrom"]) ?? Text(body["externalCustomerId"]);
        string?[] ids = [Text(envelope["id"]), Text(body["conversationId"]), Text(body["participantId"]), Text(body["sessionId"]), Text(body["interactionId"])];
        return new EventFacts(
            source switch
            {
                "genesys.cloud" => "tutorial dialect",
                _ when source.StartsWith("aws.partner/genesys.com/cloud/", StringComparison.Ordinal) => "partner dialect",
                _ => "foreign source",
            },
            Short(topic),
            string.Join(' ', new[] { Text(body["mediaType"]) ?? Text(body["type"]), Text(body["messageType"]), Text(body["direction"]) }.OfType<string>()),
            caller,
            ids[1] ?? ids[4],
            [.. ids.OfType<string>().Where(id => Guid.TryParse(id, out _))]);
    }

    public static JsonNode? TryParse(string json, JsonNodeOptions? options = null)
    {
        try
        {
            return JsonNode.Parse(json, options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>v2.detail.events.conversation.{id}.customer.start → customer.start</summary>
    private static string Short(string topic) =>
        topic.Split('.') is ["v2", "detail", "events", "conversation", _, .. var rest] ? string.Join('.', rest) : topic;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
