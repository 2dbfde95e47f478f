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

    /// <summary>For a field of one line.</summary>
    public static string Line(string text, int most) => Cut(Clean(text).Replace('\n', ' ').Replace('\t', ' ').Trim(), most);
}
