using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CrmEnrichment.DeadLetters;

/// <summary>How a letter becomes the text of a message, and a large event a small one.</summary>
internal static class Packing
{
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

    /// <exception cref="FormatException">No base64.</exception>
    /// <exception cref="InvalidDataException">No gzip.</exception>
    public static string Gunzip(string packed)
    {
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
