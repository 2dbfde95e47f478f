using System.Text;

namespace CrmEnrichment.Crm.Journals;

/// <summary>Text as a CRM takes it: without what is no text, and no longer than its field.</summary>
internal static class BoundedText
{
    private const char Ellipsis = '…';

    /// <summary>Without control characters but line ends and tabs; half of an emoji becomes U+FFFD. Line ends are <c>\n</c>.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    /// <param name="text">Of <see cref="Clean"/>.</param>
    /// <param name="most">The longest that the field takes, in UTF-16 units, as CRMs count.</param>
    /// <returns>The text, or its beginning and an ellipsis; never half of an emoji.</returns>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = most - 1;
        return text[..(char.IsLowSurrogate(text[end]) ? end - 1 : end)] + Ellipsis;
    }

    /// <summary>As <see cref="Cut"/>, by bytes of UTF-8.</summary>
    public static string CutBytes(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
        {
            return text;
        }

        var (left, length) = (most - Encoding.UTF8.GetByteCount([Ellipsis]), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((left -= rune.Utf8SequenceLength) < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length] + Ellipsis;
    }

    /// <summary>Replaces characters of 4 bytes in UTF-8, such as emoji, by U+FFFD: for databases that know 3 bytes at most.</summary>
    public static string OfThreeBytes(string text)
    {
        if (text.All(static c => !char.IsSurrogate(c)))
        {
            return text;
        }

        var replaced = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            replaced.Append(rune.IsBmp ? rune : Rune.ReplacementChar);
        }

        return replaced.ToString();
    }

    /// <summary>For a field of one line.</summary>
    public static string Line(string text, int most) => Cut(Clean(text).Replace('\n', ' ').Replace('\t', ' ').Trim(), most);
}
