using System.Globalization;
using System.Text.Json;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>A record as it is written, and its values as text.</summary>
internal static class SalesforceBody
{
    /// <param name="json">Written to.</param>
    /// <param name="fields">Values as text.</param>
    /// <param name="numbers">Which of them are numbers to Salesforce.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<string> numbers)
    {
        json.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            if (numbers.Contains(name, StringComparer.Ordinal) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
    }

    public static byte[] ToBytes(IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<string> numbers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, fields, numbers);
        }

        return buffer.ToArray();
    }
}
