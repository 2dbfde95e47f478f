using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmEnrichment.StandIns.AwsJson;

/// <summary>The SDK gives binary members as MemoryStream; on the wire they are base64.</summary>
internal sealed class Base64StreamConverter : JsonConverter<MemoryStream>
{
    public override MemoryStream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetBytesFromBase64());

    public override void Write(Utf8JsonWriter writer, MemoryStream value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value.ToArray());
}
