using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmEnrichment.Configuration;

/// <summary>A closed set in JSON: one of its names, as text. No number, and no list inside a text.</summary>
internal sealed class ClosedSetJson<T> : JsonConverter<T>
    where T : struct, Enum
{
    /// <exception cref="JsonException">Lists the names.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && ClosedSet.TryRead(reader.GetString(), out T value)
            ? value
            : throw new JsonException($"A {typeof(T).Name} has none of its names: use one of {ClosedSet.Names<T>()}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
