using System.Text;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>Plain text as HubSpot's bodies have it, which are HTML.</summary>
internal static class HubSpotHtml
{
    /// <summary>HubSpot's limit for the body of a note, in characters. Calls and tasks have no smaller one.</summary>
    private const int Most = 65_536;

    private const char Ellipsis = '…';

    /// <returns>As much of the text as fits, whole characters only.</returns>
    public static string Write(string text)
    {
        var html = new StringBuilder(Math.Min(text.Length, Most));
        foreach (var rune in text.EnumerateRunes())
        {
            var written = rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\n' => "<br>",
                _ => rune.ToString(),
            };
            if (html.Length + written.Length > Most - 1)
            {
                return html.Append(Ellipsis).ToString();
            }

            html.Append(written);
        }

        return html.ToString();
    }
}
