using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Cli.Letters;

/// <summary>Shows of an event what is known to say nothing of a person: ids, times and words of the platform. Everything else is masked.</summary>
internal static partial class HarmlessMembers
{
    private const string Masked = "[masked]";

    /// <summary>Of EventBridge, Genesys' topics, its tutorial's events, and Lambda's records. A name that is not here is masked, whatever it sounds like.</summary>
    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        "version", "id", "detail-type", "source", "account", "time", "region", "topicName", "timestamp", "correlationId", "eventTime",
        "conversationId", "interactionId", "participantId", "sessionId", "communicationId", "divisionId", "divisionIds", "queueId", "flowId", "flowVersion", "flowType", "userId",
        "wrapUpCode", "wrapupCode", "mediaType", "messageType", "provider", "direction", "disconnectType", "state", "flaggedReason", "eventType", "channel",
        "connectDurationMs", "durationMs", "acdDurationMs", "errorCode", "resources", "conversationExternalContactIds",
    };

    public static JsonNode? Mask(JsonElement value) => Mask(value, isHarmless: false);

    private static JsonNode? Mask(JsonElement value, bool isHarmless) => value.ValueKind switch
    {
        JsonValueKind.Object => value.IsReadable() ? Members(value) : Masked,
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(item => Mask(item, isHarmless))]),
        JsonValueKind.True or JsonValueKind.False => isHarmless ? JsonValue.Create(value.GetBoolean()) : Masked,
        JsonValueKind.String => isHarmless ? Text(value) : Masked,
        JsonValueKind.Number => isHarmless ? Number(value.GetRawText()) : Masked,
        _ => null,
    };

    /// <summary>Times look like numbers, and are what one searches the logs for.</summary>
    private static string Text(JsonElement value) =>
        !value.TryText(out var text) || !Word.IsMatch(text) ? Masked
        : value.TryGetDateTimeOffset(out _) ? text
        : Redaction.Mask(text);

    /// <summary>A version, a duration. One as long as a telephone number may be one.</summary>
    private static JsonNode? Number(string text) => Redaction.Mask(text) is var masked && string.Equals(masked, text, StringComparison.Ordinal) ? JsonNode.Parse(text) : masked;

    /// <summary>A name may say as much as a value: one that is none of ours is told only where it is a plain word.</summary>
    private static JsonObject Members(JsonElement value)
    {
        var members = new JsonObject();
        foreach (var member in value.EnumerateObject())
        {
            var name = Name.IsMatch(member.Name) ? member.Name : $"{Masked} {members.Count + 1}";
            members[name] = IsTime(member) ? JsonNode.Parse(member.Value.GetRawText()) : Mask(member.Value, s_names.Contains(member.Name));
        }

        return members;
    }

    /// <summary>Milliseconds since 1970, which look like a telephone number.</summary>
    private static bool IsTime(JsonProperty member) =>
        member.Value.ValueKind is JsonValueKind.Number && string.Equals(member.Name, "eventTime", StringComparison.OrdinalIgnoreCase);

    /// <summary>Ids, times, topics: what has spaces, or other letters than English has, was written by or for a person.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_.:/{}$-]{1,256}$", RegexOptions.None, 10_000)]
    private static partial Regex Word { get; }

    [GeneratedRegex("^[A-Za-z][A-Za-z_-]{0,63}$", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }
}
