using System.Text;

namespace CrmEnrichment.Cli.Output;

/// <summary>Text that is broken at its spaces, so that no line is longer than the terminal is wide.</summary>
internal static class Paragraph
{
    /// <param name="text">One paragraph; it may be from outside.</param>
    /// <param name="width">Characters of a line.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="rest">Spaces before all others.</param>
    /// <remarks>A word that is too long for a line keeps it: a key can be copied only in one piece.</remarks>
    public static string Wrap(string text, int width, string first = "", int rest = 0)
    {
        var wrapped = new StringBuilder(first);
        var used = first.Length;
        var isBegun = false;
        foreach (var word in Printable.Line(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (isBegun && used + 1 + word.Length > width)
            {
                wrapped.Append('\n').Append(' ', rest);
                used = rest;
                isBegun = false;
            }

            wrapped.Append(isBegun ? " " : "").Append(word);
            used += word.Length + (isBegun ? 1 : 0);
            isBegun = true;
        }

        return wrapped.ToString();
    }
}
