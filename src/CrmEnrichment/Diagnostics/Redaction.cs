using System.Text.RegularExpressions;

namespace CrmEnrichment.Diagnostics;

/// <summary>The net under the rule that no personal value is logged: what looks like one is masked on its way out.</summary>
public static partial class Redaction
{
    public static string Mask(string text)
    {
        var masked = Address.Replace(text, "[address]");
        masked = Token.Replace(masked, "${scheme} [token]");
        return Number.Replace(masked, "[number]");
    }

    [GeneratedRegex(@"[^\s""'<>()\[\],;:=]+@[^\s""'<>()\[\],;:=]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address { get; }

    [GeneratedRegex(@"\b(?<scheme>Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token { get; }

    // Seven digits and more, written in any of the usual ways; a UUID's groups touch letters or dashes on either side and stay.
    [GeneratedRegex(@"(?<![\w-])\+?\(?\p{Nd}(?:[ \u00A0().\-/]{0,3}\p{Nd}){6,}(?![\w-])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number { get; }
}
