using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmEnrichment.DeadLetters;

/// <remarks>A <c>null</c> where a text is meant makes the letter unreadable here, rather than fail whoever reads it later.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    MaxDepth = LargestDepth)]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext
{
    /// <summary>Levels. An event has 64 at most, a letter or Lambda's record one more around it.</summary>
    public const int LargestDepth = 66;
}

/// <summary>Keeps an event to the letter. Writing it anew would fail on text that is legal JSON and no legal Unicode.</summary>
/// <remarks>An event that is <c>null</c> is an event too: malformed, and not the same as one that is not in the letter.</remarks>
internal sealed class VerbatimJson : JsonConverter<JsonElement?>
{
    public override bool HandleNull => true;

    public override JsonElement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement? value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value!.Value.GetRawText(), skipInputValidation: true);
}
