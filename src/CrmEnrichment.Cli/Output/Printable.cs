using System.Globalization;
using System.Text;

namespace CrmEnrichment.Cli.Output;

/// <summary>Text from outside for a terminal: what would steer it, or show the text in another order, is written as <c>\u001b</c>.</summary>
/// <remarks>The same form that JSON has for such characters, so that JSON stays JSON.</remarks>
internal static class Printable
{
    /// <summary>For one line.</summary>
    public static string Line(string text) => Escape(text, keepsLines: false);

    /// <summary>For text whose line breaks are our own.</summary>
    public static string Lines(string text) => Escape(text, keepsLines: true);

    /// <summary>One line, and where it is longer than that many characters, its beginning and an ellipsis.</summary>
    public static string Cut(string text, int most) =>
        Line(text.Length > most ? text[..most] : text) is var line && (text.Length > most || line.Length > most) ? $"{line[..Math.Min(line.Length, Math.Max(0, most - 1))]}…" : line;

    private static string Escape(string text, bool keepsLines)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i) && !IsSteering(CharUnicodeInfo.GetUnicodeCategory(text, i)))
            {
                escaped.Append(text, i++, 2);
            }
            else if (text[i] is '\n' && keepsLines || !IsSteering(char.GetUnicodeCategory(text[i])))
            {
                escaped.Append(text[i]);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
        }

        return escaped.ToString();
    }

    /// <summary>ESC, 0x9b and the other controls; U+202E and the other invisible ones; half a character.</summary>
    private static bool IsSteering(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
