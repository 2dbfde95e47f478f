using System.Text;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Diagnostics;

/// <summary>The safety net for the rule that no personal value is logged: what looks like one is masked before it is written.</summary>
public static partial class Redaction
{
    /// <summary>Longer texts are cut: what we log ourselves is short, and the patterns need more than linear time.</summary>
    private const int LongestText = 8_000;

    private const int LeastDigits = 7;

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
        text.Contains("bearer", StringComparison.OrdinalIgnoreCase) || text.Contains("basic", StringComparison.OrdinalIgnoreCase) || !Ascii.IsValid(text);

    private static bool MayHoldNumber(string text)
    {
        var digits = 0;
        foreach (var letter in text)
        {
            digits += char.IsDigit(letter) ? 1 : 0;
        }

        return digits >= LeastDigits;
    }

    [GeneratedRegex(@"[^\s""'<>()\[\],;:=]+@[^\s""'<>()\[\],;:=]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Address { get; }

    [GeneratedRegex(@"\b(?<scheme>Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Token { get; }

    // Seven digits or more, in any of the usual notations. UUIDs contain such runs too; they stay, because logs are searched for them.
    [GeneratedRegex(@"(?<id>[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})|\+?\(?\p{Nd}([ \u00A0().\-/]{0,3}\p{Nd}){6,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Number { get; }
}
