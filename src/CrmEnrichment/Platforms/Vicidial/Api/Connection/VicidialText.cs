using System.Text;

namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>Makes of any text one that VICIdial stores as it is, and that does not break its answers.</summary>
internal static class VicidialText
{
    /// <summary>What VICIdial takes for an order to empty a field.</summary>
    private const string Blank = "--BLANK--";

    /// <summary>
    /// Pipes and line breaks corrupt VICIdial's answers, quotes and backslashes its SQL (it answers 500), semicolons and angle brackets it removes, and its
    /// tables hold no letters beyond the basic plane. A plus becomes a space there, whatever one does.
    /// </summary>
    /// <returns>Never longer; empty where nothing is left.</returns>
    public static string Clean(string text, int longest)
    {
        var clean = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var letter in text)
        {
            var kept = letter switch
            {
                '|' or '\\' => '/',
                '"' => '\'',
                ';' => ',',
                '<' => '(',
                '>' => ')',
                _ when char.IsControl(letter) || char.IsWhiteSpace(letter) => ' ',
                _ => letter,
            };
            if (!char.IsSurrogate(kept) && !(kept is ' ' && (clean.Length == 0 || clean[^1] is ' ')))
            {
                clean.Append(kept);
            }
        }

        var result = clean.Length > longest ? clean.ToString(0, longest) : clean.ToString();
        return result.Contains(Blank, StringComparison.OrdinalIgnoreCase) ? "" : result.TrimEnd();
    }
}
