using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Aws;

/// <summary>One call: its operation and typed reads of its members. A member of the wrong type is the protocol's SerializationException.</summary>
/// <param name="Endpoint">How the caller reached us; queue URLs are answered under the same host.</param>
internal sealed record AwsCall(string Operation, JsonObject Body, Uri Endpoint)
{
    public string? Text(string name) => Read<string>(Body, name);

    public int? Number(string name) => Read<int>(Body, name) is var number && Body[name] is null ? null : number;

    public bool Flag(string name) => Read<bool>(Body, name);

    public JsonObject? Object(string name) => Body[name] switch
    {
        null => null,
        JsonObject value => value,
        _ => throw Wrong(name, "a structure"),
    };

    public JsonArray? Array(string name) => Body[name] switch
    {
        null => null,
        JsonArray value => value,
        _ => throw Wrong(name, "a list"),
    };

    public IEnumerable<string> Texts(string name) => (Array(name) ?? []).Select(item =>
        item is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong(name, "a list of strings"));

    private static T? Read<T>(JsonObject body, string name)
    {
        if (body[name] is null)
        {
            return default;
        }

        return body[name] is JsonValue value && value.TryGetValue(out T? result) ? result : throw Wrong(name, typeof(T).Name);
    }

    private static AwsException Wrong(string name, string expected) =>
        new("SerializationException", $"The member {name} must be {expected}.");

    public static JsonObject Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span) as JsonObject ?? throw new AwsException("SerializationException", "The body must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw new AwsException("SerializationException", $"The body is no JSON: {e.Message}");
        }
    }
}
