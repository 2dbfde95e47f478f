using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>The attributes of a task: one JSON object in a text, which a write replaces as a whole.</summary>
internal static class TaskAttributes
{
    /// <summary>The attribute by which a voice task names its call.</summary>
    public const string Call = "call_sid";

    /// <summary>An object without members for none; null for what is no JSON object.</summary>
    public static JsonElement? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return JsonElement.Parse("{}");
        }

        try
        {
            return ReceivedJson.Parse(text) is { ValueKind: JsonValueKind.Object } attributes ? attributes : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Ours put in place of what stands under the same names; everything else byte by byte as it was.</summary>
    /// <returns>Null where nothing would change.</returns>
    public static string? Merge(JsonElement attributes, IReadOnlyCollection<KeyValuePair<string, JsonElement>> ours)
    {
        if (ours.All(one => attributes.TryMember(one.Key, out var standing) && standing.IsReadable() && JsonElement.DeepEquals(standing, one.Value)))
        {
            return null;
        }

        var others = attributes.EnumerateObject()
            .Where(attribute => !ours.Any(one => IsNamed(attribute, one.Key)))
            .Select(attribute => $"\"{Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(attribute))}\":{attribute.Value.GetRawText()}");
        return $"{{{string.Join(',', others.Concat(ours.Select(one => $"\"{JsonEncodedText.Encode(one.Key, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\":{one.Value.GetRawText()}")))}}}";
    }

    private static bool IsNamed(JsonProperty attribute, string name)
    {
        try
        {
            return attribute.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            // A name that was cut through an emoji: somebody else's.
            return false;
        }
    }

    /// <summary>Text, or a number as it is written; <c>a.b</c> leads into an object.</summary>
    public static string? Text(JsonElement? attributes, string path) =>
        attributes is not { } source || path.Length == 0 || JsonMember.Find(source, path) is not { } found ? null
        : found.ValueKind is JsonValueKind.Number ? found.GetRawText()
        : found.TryText(out var text) && text.Length > 0 ? text
        : null;

    public static string? First(JsonElement? attributes, IEnumerable<string> paths) => paths.Select(path => Text(attributes, path)).FirstOrDefault(text => text is not null);
}
