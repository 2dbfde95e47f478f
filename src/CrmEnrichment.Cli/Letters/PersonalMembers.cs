using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Diagnostics;

namespace CrmEnrichment.Cli.Letters;

/// <summary>Masks what an event says of a person: members that are known for it whole, and in all others what looks like a number or an address.</summary>
internal static class PersonalMembers
{
    private const string Masked = "[masked]";

    private static readonly string[] s_parts = ["ani", "dnis", "external", "name", "email", "address", "phone", "subject", "message", "customer", "attributes", "caller"];

    /// <summary>They only sound like one.</summary>
    private static readonly string[] s_plain = ["topicName", "correlationId"];

    public static JsonNode? Mask(JsonElement value, bool personal = false) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject()
            .DistinctBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Name, IsTime(member) ? JsonNode.Parse(member.Value.GetRawText()) : Mask(member.Value, personal || IsPersonal(member.Name))))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(item => Mask(item, personal))]),
        JsonValueKind.String => personal ? Masked : Text(value.GetString()!),
        JsonValueKind.Number => personal ? Masked : Number(value.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => JsonValue.Create(value.GetBoolean()),
        _ => null,
    };

    private static JsonValue Text(string text) => JsonValue.Create(Redaction.Mask(text))!;

    private static JsonNode? Number(string text) => Redaction.Mask(text) is var masked && string.Equals(masked, text, StringComparison.Ordinal)
        ? JsonNode.Parse(text)
        : JsonValue.Create(masked);

    /// <summary>Times look like numbers, and are what one searches the logs for.</summary>
    private static bool IsTime(JsonProperty member) =>
        member.Name.EndsWith("time", StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind is JsonValueKind.Number
        || member.Value.ValueKind is JsonValueKind.String && member.Value.TryGetDateTimeOffset(out _);

    private static bool IsPersonal(string member) =>
        !Array.Exists(s_plain, name => string.Equals(name, member, StringComparison.OrdinalIgnoreCase))
        && Array.Exists(s_parts, part => member.Contains(part, StringComparison.OrdinalIgnoreCase));
}
