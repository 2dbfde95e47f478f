using System.Text;
using System.Text.Json;

namespace CrmEnrichment.Functions;

/// <summary>An event exactly as it came, which is what a dead letter has to keep; a JSON string where it was no JSON.</summary>
internal static class ReceivedPayload
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static JsonElement Read(ReadOnlySpan<byte> utf8)
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
}
