using System.Net;
using System.Text;
using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>A record as Vtiger answers it.</summary>
internal static class VtigerRecord
{
    /// <summary>Composed by Vtiger, and only where a record is retrieved; the one member whose text is HTML.</summary>
    public const string Label = "label";

    /// <returns>Null for what is empty, and for a text that was cut through an emoji. Vtiger has nothing but texts.</returns>
    public static string? Text(JsonElement record, string name) =>
        !record.TryMember(name, out var value) || !value.TryText(out var text) || text.Length == 0 ? null
        : name is Label ? WebUtility.HtmlDecode(text)
        : text;

    /// <summary>The record to write, as JSON.</summary>
    public static string Write(IReadOnlyDictionary<string, string> element)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (field, text) in element)
            {
                json.WriteString(field, text);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
