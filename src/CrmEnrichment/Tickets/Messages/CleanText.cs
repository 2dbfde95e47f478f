using System.Globalization;
using System.Text;

namespace CrmEnrichment.Tickets.Messages;

/// <summary>Text of strangers, without what is not seen: control characters, characters that turn the direction of what follows, half characters.</summary>
internal static class CleanText
{
    /// <param name="text">In any form.</param>
    /// <returns>Lines that end with a line feed, and tabs; nothing else that is not seen.</returns>
    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var read) is not System.Buffers.OperationStatus.Done)
            {
                rune = Rune.ReplacementChar;
            }

            var last = rune.Value is '\r' && at + 1 < text.Length && text[at + 1] is '\n';
            at += read;
            if (!last)
            {
                Append(clean, rune);
            }
        }

        return clean.ToString();
    }

    /// <returns>One line, trimmed, of the length at most.</returns>
    public static string Line(string text, int length)
    {
        var line = string.Join(' ', Of(text.Length > length ? text[..length] : text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > length ? line[..length] : line;
    }

    private static void Append(StringBuilder clean, Rune rune)
    {
        switch (rune.Value)
        {
            case '\n' or '\t':
                clean.Append((char)rune.Value);
                break;
            case '\r' or 0x0B or 0x0C or 0x85 or 0x2028 or 0x2029:
                clean.Append('\n');
                break;
            case 0xA0 or 0x202F or 0x2007:
                clean.Append(' ');
                break;

            // Joiners are part of emoji and of Persian and Indic words.
            case 0x200C or 0x200D:
                clean.Append((char)rune.Value);
                break;
            default:
                if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                {
                    clean.Append(rune.ToString());
                }

                break;
        }
    }
}
