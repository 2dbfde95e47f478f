using System.Text.RegularExpressions;

namespace CrmEnrichment.Local.Stories;

/// <summary>Even a demonstration shows numbers and addresses the way logs do, and ids only as long as one needs to tell them apart.</summary>
internal static partial class Masking
{
    public static string Of(string text)
    {
        var masked = Address().Replace(text, "[address]");
        masked = Number().Replace(masked, match => $"+•••••••{string.Concat(match.Value.Where(char.IsAsciiDigit).TakeLast(2))}");
        return Uuid().Replace(masked, match => match.Value[..8]);
    }

    [GeneratedRegex(@"[^\s""'<>()\[\],;:=]+@[^\s""'<>()\[\],;:=]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    // Vtiger is asked with a LIKE that has a percent sign between the digits.
    [GeneratedRegex(@"(?<![\w-])(tel:)?\+?\d(%?\d){6,}(?![\w-])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Uuid();
}
