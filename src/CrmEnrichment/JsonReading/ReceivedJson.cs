using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CrmEnrichment.JsonReading;

/// <summary>Parses JSON that others wrote: answers, secrets, events.</summary>
/// <remarks>
/// Some write a byte order mark first, which RFC 8259 lets a reader ignore. Some have a letter of Latin-1 among their UTF-8: the parser lets it pass,
/// and whoever reads the text later throws. Here such a byte becomes U+FFFD, so that one bad letter costs itself and nothing else.
/// The nesting is limited to 64, the parser's own limit. How deep a value may be to be used is <see cref="BrokenUnicode.IsReadable"/>'s.
/// </remarks>
internal static class ReceivedJson
{
    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <exception cref="JsonException">It is no JSON, or is nested too deep.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        var text = WithoutMark(utf8);
        return JsonElement.Parse(Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)));
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static JsonElement Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith(Mark) ? utf8[Mark.Length..] : utf8;
}
