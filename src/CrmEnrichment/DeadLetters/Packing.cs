using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CrmEnrichment.DeadLetters;

/// <summary>How a letter becomes the text of a message, and a large event a small one.</summary>
internal static class Packing
{
    /// <summary>Bytes: Lambda takes no larger event (docs/contracts.md), so what unpacks to more was not packed by us.</summary>
    public const int LargestEvent = 6 * 1024 * 1024;

    /// <summary>Only ASCII leaves: SQS refuses some characters that JSON allows, and outside of strings JSON has none of them.</summary>
    public static string ToMessage(DeadLetter letter)
    {
        var json = JsonSerializer.Serialize(letter, DeadLetterJson.Default.DeadLetter);
        if (Ascii.IsValid(json))
        {
            return json;
        }

        var ascii = new StringBuilder(json.Length + 64);
        foreach (var c in json)
        {
            _ = c < 0x7f ? ascii.Append(c) : ascii.Append($"\\u{(int)c:x4}");
        }

        return ascii.ToString();
    }

    public static string Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    /// <summary>The event out of what a letter holds of it. What a queue gives is not trusted: no more than <see cref="LargestEvent"/> is unpacked.</summary>
    /// <returns>Null for what is no base64, no gzip, no JSON, or too large.</returns>
    public static JsonElement? Open(string packed)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
            var bytes = new byte[LargestEvent + 1];
            var length = gzip.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > LargestEvent ? null : JsonElement.Parse(bytes.AsSpan(0, length));
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            return null;
        }
    }
}
