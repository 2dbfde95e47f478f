using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>A JSON document in which a text that is one placeholder and nothing else, <c>"{customerId}"</c>, stands for a value.</summary>
/// <remarks>Placeholders are not looked for within longer texts: those may be of a language that has braces of its own, such as GraphQL.</remarks>
internal sealed class BodyTemplate
{
    private readonly JsonElement _document;

    private BodyTemplate(JsonElement document)
    {
        _document = document;
        Fields = [.. Placeholders(document).OfType<Placeholder.OfCustomer>().Select(placeholder => placeholder.Field).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The customer's fields that it asks for.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <returns>Null for what is no JSON.</returns>
    public static BodyTemplate? Parse(string text)
    {
        try
        {
            var template = new BodyTemplate(JsonElement.Parse(text));
            // Legal JSON may hold what is no text ("\ud800"), even in the name of a member; writing finds it.
            template.Write(new Dictionary<string, JsonElement>(StringComparer.Ordinal), DateTimeOffset.UnixEpoch);
            return template;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <returns>Null if the customer lacks a field, or has one that cannot stand in a request.</returns>
    public byte[]? Fill(IReadOnlyDictionary<string, JsonElement> known, DateTimeOffset now) =>
        Placeholders(_document).Any(placeholder => placeholder.Find(known, now) is null) ? null : Write(known, now);

    private static IEnumerable<Placeholder> Placeholders(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => Placeholders(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Placeholders),
        _ when PlaceholderOf(node) is { } placeholder => [placeholder],
        _ => [],
    };

    private static Placeholder? PlaceholderOf(JsonElement node) =>
        node.TryText(out var text) && text is ['{', .. var name, '}'] ? Placeholder.Parse(name) : null;

    private byte[] Write(IReadOnlyDictionary<string, JsonElement> known, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, _document, placeholder => placeholder.Find(known, now));
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonElement node, Func<Placeholder, JsonElement?> find)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in node.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value, find);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in node.EnumerateArray())
                {
                    Write(json, item, find);
                }

                json.WriteEndArray();
                break;
            default:
                ((PlaceholderOf(node) is { } placeholder ? find(placeholder) : null) ?? node).WriteTo(json);
                break;
        }
    }
}
