using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>Reads ISO 8601 and, as some event sources send them, seconds or milliseconds since 1970.</summary>
public class DateTimeConverter : JsonConverter<DateTime>
{
    // Seconds from year 1 to year 5000. A bigger number can only be milliseconds (Kinesis: aws/aws-lambda-dotnet issue 839).
    private const long Year5000 = 157753180800;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var time))
        {
            return time;
        }

        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonSerializerException($"Unknown data type for DateTime: {reader.TokenType}");
        }

        if (!reader.TryGetInt64(out var whole))
        {
            return DateTime.UnixEpoch.AddSeconds(reader.GetDouble());
        }

        return whole > Year5000 ? DateTime.UnixEpoch.AddMilliseconds(whole) : DateTime.UnixEpoch.AddSeconds(whole);
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
