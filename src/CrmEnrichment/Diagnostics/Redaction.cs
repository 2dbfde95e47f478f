using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Diagnostics;

/// <summary>The safety net for the rule that no personal value is logged: what looks like one is masked before it is written.</summary>
public static partial class Redaction
{
    /// <summary>Longer texts are cut: what we log ourselves is short, and the patterns need more than linear time.</summary>
    private const int LongestText = 8_000;

    private const int LeastDigits = 7;

    private const int MostSeparators = 3;

    private static readonly SearchValues<string> s_schemes = SearchValues.Create(["bearer", "basic"], StringComparison.OrdinalIgnoreCase);

    /// <returns>The text, masked; in its place a word on why it is not shown, if the machine was too busy to look through it. A line for the log fails no event.</returns>
    public static string Mask(string text)
    {
        try
        {
            return MaskInTime(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return "[not shown: it could not be checked in time]";
        }
    }

    private static string MaskInTime(string text)
    {
        var masked = text.Length > LongestText ? text[..LongestText] : text;
        masked = masked.Contains('@', StringComparison.Ordinal) ? Address.Replace(masked, "[address]") : masked;
        masked = MayHoldToken(masked) ? Token.Replace(masked, "${scheme} [token]") : masked;
        return MayHoldNumber(masked) ? Number.Replace(masked, found => found.Groups["id"].Success ? found.Value : "[number]") : masked;
    }

    // The patterns cost more than all else that a log line takes, and few lines have anything for them.
    private static bool MayHoldToken(string text) =>
        text.AsSpan().ContainsAny(s_schemes) || !Ascii.IsValid(text);

    // As the pattern has it: so many digits, with at most three of its separators between two. An id has few digits in a row.
    private static bool MayHoldNumber(string text)
    {
        var (digits, separators) = (0, 0);
        foreach (var letter in text)
        {
            if (char.IsDigit(letter))
            {
                (digits, separators) = (digits + 1, 0);
            }
            else if (!IsSeparator(letter) || ++separators > MostSeparators)
            {
                digits = 0;
            }

            if (digits >= LeastDigits)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSeparator(char letter) => letter is ' ' or '\u00A0' or '(' or ')' or '.' or '-' or '/';

    [GeneratedRegex(@"[^\s""'<>()\[\],;:=]+@[^\s""'<>()\[\],;:=]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Address { get; }

    [GeneratedRegex(@"\b(?<scheme>Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Token { get; }

    // Seven digits or more, in any of the usual notations. UUIDs contain such runs too; they stay, because logs are searched for them.
    [GeneratedRegex(@"(?<id>[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})|\+?\(?\p{Nd}([ \u00A0().\-/]{0,3}\p{Nd}){6,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Number { get; }
}
