using System.Globalization;
using System.Text.Json;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>A record as it is written, and its values as text.</summary>
internal static class SalesforceBody
{
    /// <param name="json">Written to.</param>
    /// <param name="fields">Values as text.</param>
    /// <param name="bare">Which of them are bare, or true and false, to Salesforce.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<string> bare)
    {
        json.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            if (bare.Contains(name, StringComparer.Ordinal) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                json.WriteNumber(name, number);
            }
            else if (bare.Contains(name, StringComparer.Ordinal) && bool.TryParse(value, out var flag))
            {
                json.WriteBoolean(name, flag);
            }
            else
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
    }

    public static byte[] ToBytes(IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<string> bare)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, fields, bare);
        }

        return buffer.ToArray();
    }
}
