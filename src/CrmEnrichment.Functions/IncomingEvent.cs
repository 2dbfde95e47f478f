using System.Text;
using System.Text.Json;
using Amazon.Lambda.CloudWatchEvents;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Functions;

/// <summary>An EventBridge event together with the payload exactly as it came, which is what a dead letter has to keep.</summary>
/// <remarks>
/// A payload that is no such event is none of the serializer's business: it arrives here with the envelope's members empty, and
/// the boundary decides what becomes of it.
/// </remarks>
public sealed class IncomingEvent : CloudWatchEvent<JsonElement>
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The whole payload; a JSON string where it was no JSON.</summary>
    public required JsonElement Payload { get; init; }

    internal static IncomingEvent Read(ReadOnlySpan<byte> utf8)
    {
        var payload = ReadPayload(utf8);
        var read = new IncomingEvent { Payload = payload };
        if (payload.ValueKind is JsonValueKind.Object)
        {
            read.Id = Text(payload, "id");
            read.Source = Text(payload, "source");
            read.DetailType = Text(payload, "detail-type");
            read.Detail = payload.TryMember("detail", out var detail) ? detail : default;
        }

        return read;
    }

    private static JsonElement ReadPayload(ReadOnlySpan<byte> utf8)
    {
        try
        {
            // Checked first: the JSON reader lets broken UTF-8 inside of strings pass, and it would surface only when the letter is written.
            s_strict.GetCharCount(utf8);
            return JsonElement.Parse(utf8);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(s_strict.GetString(utf8), FunctionsJson.Default.String);
        }
        catch (DecoderFallbackException)
        {
            // Latin-1 maps every byte to a character, so that the bytes can be had back.
            return JsonSerializer.SerializeToElement(Encoding.Latin1.GetString(utf8), FunctionsJson.Default.String);
        }
    }

    private static string? Text(JsonElement payload, string name) =>
        payload.TryMember(name, out var value) && value.TryText(out var text) ? text : null;
}
