using System.Text.Encodings.Web;
using System.Text.Json;
using CrmEnrichment.Customers;

namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>Reads the configured members of an answer; arrays and objects stay what they are.</summary>
internal sealed class AttributeReader(IReadOnlyDictionary<string, string> fields)
{
    /// <summary>Names stay readable: this goes to a JSON body, never into a page.</summary>
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Nobody, if the answer has none of the members.</returns>
    /// <exception cref="JsonException">The body is no JSON object.</exception>
    public SourceAnswer Read(ReadOnlySpan<byte> body)
    {
        var answer = JsonElement.Parse(body);
        if (answer.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("What is known of a customer is an object.");
        }

        var known = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (field, member) in fields)
        {
            if (JsonMember.Find(answer, member) is { ValueKind: not JsonValueKind.Null } value && Clean(value) is { } clean)
            {
                known[field] = clean;
            }
        }

        return known.Count > 0 ? new SourceAnswer.Found(new CustomerRecord(known, ChangedAt: null)) : SourceAnswer.NotFound;
    }

    /// <returns>Null for what is no text: a name that was cut through an emoji.</returns>
    private static JsonElement? Clean(JsonElement value)
    {
        try
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer, s_readable))
            {
                WriteClean(json, value);
            }

            return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // The configured fields are held against the list when they are read; what lies deeper is only seen here.
    private static void WriteClean(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(member => !SensitiveFields.Has(member.Name)))
                {
                    json.WritePropertyName(member.Name);
                    WriteClean(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteClean(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
