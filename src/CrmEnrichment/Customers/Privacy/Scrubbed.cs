using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Customers.Privacy;

/// <summary>A value without what must not be seen, however deep it lies in lists and objects.</summary>
internal static partial class Scrubbed
{
    // Its text may become a participant attribute, which is short.
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record as it may be cached and merged: without sensitive fields, whoever asks. Each value is a copy, or the cache would hold the CRM's whole answer.</summary>
    public static CustomerRecord Of(CustomerRecord record) => record with
    {
        Fields = record.Fields.Where(field => !SensitiveFields.Has(field.Key))
            .ToDictionary(field => field.Key, field => Of(field.Value, maskEmail: false).Clone(), StringComparer.Ordinal),
    };

    public static JsonElement Of(JsonElement value, bool maskEmail)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) && !(maskEmail && HoldsAddress(value)))
        {
            return value;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_plain))
        {
            Write(json, value, maskEmail);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, bool maskEmail)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(member => !SensitiveFields.Has(member.Name)))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value, maskEmail);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item, maskEmail);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String when maskEmail && HoldsAddress(value):
                json.WriteStringValue(Address.Replace(value.GetString()!, "${first}•••@${domain}"));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static bool HoldsAddress(JsonElement value) => value.TryText(out var text) && Address.IsMatch(text);

    /// <summary>The first letter, with all its halves, and the domain remain.</summary>
    /// <remarks>It begins where a run of letters begins: tried at each letter of a long one, it would take the square of its length.</remarks>
    [GeneratedRegex(@"(?<![^\s@<>(),;:""])(?<first>[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\s@<>(),;:""])[^\s@<>(),;:""]*@(?<domain>[^\s@<>(),;:""]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Address { get; }
}
