using System.Text.RegularExpressions;

namespace CrmEnrichment.Local.Stories;

/// <summary>
/// Numbers and addresses are shown as logs show them, ids by their beginning. Control characters and those that change the direction of
/// writing are replaced: an event may come from anybody, and must not command the terminal.
/// </summary>
internal static partial class Masking
{
    public static string Of(string text)
    {
        var masked = Address().Replace(Clean(text), "[address]");
        masked = Number().Replace(masked, match => $"+•••••••{string.Concat(match.Value.Where(char.IsAsciiDigit).TakeLast(2))}");
        return Uuid().Replace(masked, match => match.Value[..8]);
    }

    /// <summary>The text without what commands a terminal.</summary>
    public static string Clean(string text) => Unprintable().Replace(text, "\uFFFD");

    [GeneratedRegex(@"[\p{Cc}\p{Cf}-[\n]]", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Unprintable();

    [GeneratedRegex(@"[^\s""'<>()\[\],;:=]+@[^\s""'<>()\[\],;:=]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Address();

    // Vtiger is asked with a LIKE that has a percent sign between the digits.
    [GeneratedRegex(@"(?<![\w-])(tel:)?\+?\d(%?\d){6,}(?![\w-])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Number();

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Uuid();
}
