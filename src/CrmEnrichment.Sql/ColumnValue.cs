using System.Globalization;
using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Sql;

/// <summary>A column's value as JSON: numbers stay numbers, times become ISO 8601.</summary>
internal static class ColumnValue
{
    /// <param name="type">The database's name of the type, which is more precise than the .NET type.</param>
    /// <returns>Null for NULL, for a zero date, for a type without a JSON form, and for a document that holds half a surrogate pair.</returns>
    /// <exception cref="JsonException">A document is nested too deep to be read.</exception>
    public static JsonElement? ToJson(object value, string type)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            if (!TryWrite(json, value, type))
            {
                return null;
            }
        }

        return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)) is var element && element.IsReadable() ? element : null;
    }

    private static bool TryWrite(Utf8JsonWriter json, object value, string type)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                return true;
            case sbyte or short or int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return true;
            case byte or ushort or uint or ulong:
                json.WriteNumberValue(Convert.ToUInt64(value, CultureInfo.InvariantCulture));
                return true;
            case decimal number:
                json.WriteNumberValue(number);
                return true;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                return true;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                return true;
            case string text when type.ToUpperInvariant() is "JSON" or "JSONB":
                json.WriteRawValue(text);
                return true;
            case string text:
                json.WriteStringValue(text);
                return true;
            case Guid id:
                json.WriteStringValue(id);
                return true;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                return true;
            case Array items:
                return TryWrite(json, items, type);
            default:
                return TimeText(value, type) is { } time && TryWrite(json, time, "text");
        }
    }

    private static bool TryWrite(Utf8JsonWriter json, Array items, string type)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            if (item is null || !TryWrite(json, item, type.TrimEnd('[', ']')))
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
        return true;
    }

    private static string? TimeText(object value, string type) => value switch
    {
        // MySQL's 0000-00-00, PostgreSQL's -infinity.
        DateTime { Ticks: 0 } => null,
        DateTime date when type.Equals("date", StringComparison.OrdinalIgnoreCase) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),

        // A point in time, in UTC. Other times have no known time zone.
        DateTime moment when type.StartsWith("timestamp", StringComparison.OrdinalIgnoreCase) && !type.EndsWith("without time zone", StringComparison.Ordinal) =>
            moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        _ => null,
    };
}
