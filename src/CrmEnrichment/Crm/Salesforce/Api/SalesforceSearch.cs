using System.Text.Json;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>The body of a parameterised search: no query text is built from input.</summary>
internal static class SalesforceSearch
{
    /// <summary>More records under one number are a switchboard's.</summary>
    public const int MostOfEachType = 20;

    public static byte[] Write(string digits, IEnumerable<(string Type, IReadOnlyList<string> Fields)> types)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("q", digits);
            json.WriteString("in", "PHONE");
            json.WriteStartArray("sobjects");
            foreach (var (type, fields) in types)
            {
                json.WriteStartObject();
                json.WriteString("name", type);
                json.WriteStartArray("fields");
                foreach (var field in fields)
                {
                    json.WriteStringValue(field);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("defaultLimit", MostOfEachType);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
