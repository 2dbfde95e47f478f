using System.Text;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>Plain text as HubSpot's bodies have it, which are HTML.</summary>
internal static class HubSpotHtml
{
    /// <summary>As much HTML as <see cref="Write"/> keeps whole.</summary>
    public const int Longest = Most - 1;

    /// <summary>HubSpot's limit for the body of a note, in characters. Calls and tasks have no smaller one.</summary>
    private const int Most = 65_536;

    private const char Ellipsis = '…';

    /// <returns>As much of the text as fits, whole characters only.</returns>
    public static string Write(string text)
    {
        var html = new StringBuilder(Math.Min(text.Length, Most));
        foreach (var rune in text.EnumerateRunes())
        {
            var written = Escaped(rune) ?? rune.ToString();
            if (html.Length + written.Length > Longest)
            {
                return html.Append(Ellipsis).ToString();
            }

            html.Append(written);
        }

        return html.ToString();
    }

    /// <summary>How long the text is as HTML, in UTF-16 units, as HubSpot counts.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Sum(static rune => Escaped(rune)?.Length ?? rune.Utf16SequenceLength);

    /// <returns>Null for what stays as it is.</returns>
    private static string? Escaped(Rune rune) => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '\n' => "<br>",
        _ => null,
    };
}
