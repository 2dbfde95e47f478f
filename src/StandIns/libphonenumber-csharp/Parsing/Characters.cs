using System.Globalization;
using System.Text;

namespace CrmEnrichment.StandIns.PhoneNumbers.Parsing;

/// <summary>What the characters of a written number mean.</summary>
internal static class Characters
{
    // Three letters make a number that is spelt on the keys; fewer are dropped with the punctuation.
    private const int LettersOfWord = 3;
    private const string Keys = "22233344455566677778889999";

    public static bool IsPlus(char c) => c is '+' or '\uFF0B';

    public static bool IsPunctuation(char c) =>
        c is '-' or 'x' or ' ' or '(' or ')' or '.' or '[' or ']' or '/' or '~' or '\u00A0' or '\u00AD' or '\u200B' or '\u2060' or '\u3000' or '\u2053' or '\u223C'
            or '\u2212' or '\u30FC' or (>= '\u2010' and <= '\u2015') or (>= '\uFF0D' and <= '\uFF0F') or '\uFF08' or '\uFF09' or '\uFF3B' or '\uFF3D' or '\uFF5E';

    /// <summary>ASCII digits: those of every script as they are, letters by their keys, all else dropped.</summary>
    public static string Digits(ReadOnlySpan<char> written)
    {
        var letters = 0;
        foreach (var c in written)
        {
            letters += char.IsAsciiLetter(c) ? 1 : 0;
        }

        var digits = new StringBuilder(written.Length);
        foreach (var c in written)
        {
            if (char.IsDigit(c))
            {
                digits.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)));
            }
            else if (letters >= LettersOfWord && char.IsAsciiLetter(c))
            {
                digits.Append(Keys[(c | 0x20) - 'a']);
            }
        }

        return digits.ToString();
    }
}
