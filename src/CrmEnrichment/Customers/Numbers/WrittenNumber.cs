using System.Globalization;

namespace CrmEnrichment.Customers.Numbers;

/// <summary>The digits that somebody wrote, apart from how they wrote them.</summary>
/// <param name="Digits">ASCII digits, separators and extension dropped.</param>
/// <param name="IsGlobal">Whether a plus stood in front of them.</param>
/// <param name="Context">The digits of RFC 3966's <c>phone-context</c> where it is a number and one was needed.</param>
internal sealed record WrittenNumber(string Digits, bool IsGlobal, string? Context)
{
    // Longer than any way to write 15 digits that we have seen, short enough that nobody can make us work.
    private const int LongestText = 128;
    private const string ContextParameter = "phone-context=";

    /// <returns>Null when the text is anything but one number.</returns>
    public static WrittenNumber? In(string? text)
    {
        if (text is null or { Length: > LongestText } || Plain(text) is not { } plain || Subscriber(plain.Trim()) is not { } subscriber)
            return null;

        var parameters = subscriber.Split(';');
        if (Number(WithoutExtension(parameters[0])) is not { } number)
            return null;

        string? context = null;
        foreach (var parameter in parameters.AsSpan(1))
        {
            // "0171…; 0172…" is a list, not a number with parameters.
            if (parameter.Length == 0 || parameter.Contains(' ', StringComparison.Ordinal))
                return null;

            if (parameter.StartsWith(ContextParameter + '+', StringComparison.OrdinalIgnoreCase))
                context = Number(parameter.AsSpan(ContextParameter.Length))?.Digits ?? string.Empty;
        }

        return number.IsGlobal ? number : number with { Context = context };
    }

    /// <summary>The text in ASCII: percent-encoding undone, every script's digits, spaces and dashes as ours; null when it holds what no number holds.</summary>
    private static string? Plain(string text)
    {
        var decoded = text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
        Span<char> plain = stackalloc char[LongestText];
        var length = 0;
        foreach (var c in decoded.AsSpan().Trim())
        {
            // Phones copy numbers out with invisible direction marks around them.
            var category = char.GetUnicodeCategory(c);
            if (category == UnicodeCategory.Format)
                continue;

            char? ascii = c switch
            {
                _ when char.IsControl(c) => null,
                _ when char.IsAscii(c) => c,
                >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0), // full-width forms of ! to ~
                '\u2212' => '-', // minus sign
                _ => category switch
                {
                    UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
                    UnicodeCategory.SpaceSeparator => ' ',
                    UnicodeCategory.DashPunctuation => '-',
                    _ => null,
                },
            };
            if (ascii is not { } accepted)
                return null;

            plain[length++] = accepted;
        }

        return new string(plain[..length]);
    }

    /// <summary>The number with its parameters, out of a URI or as it stands; null when the URI names no user.</summary>
    private static string? Subscriber(string text)
    {
        if (After("tel:") is { } telephone)
            return telephone;

        if ((After("sip:") ?? After("sips:")) is not { } address)
            return text;

        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
            return address.StartsWith('+') ? address : null; // without a user it is a host: "sip:192.0.2.17"

        // What follows the host is of no interest, unless it is a second address.
        var user = address[..at];
        return address.LastIndexOf('@') == at ? user.Split(':')[0] : null; // "user:password@host"

        string? After(string scheme) => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? text[scheme.Length..] : null;
    }

    /// <summary>Cuts "x123", "ext. 12" and "#7" off; anything else with a letter stays, and is refused later.</summary>
    private static ReadOnlySpan<char> WithoutExtension(ReadOnlySpan<char> text)
    {
        var number = text.TrimEnd("0123456789");
        if (text.Length - number.Length is 0 or > 7)
            return text;

        number = number.TrimEnd(" .:=");
        foreach (var word in (ReadOnlySpan<string>)["extension", "extn", "ext", "x", "#"])
        {
            if (number.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                return number[..^word.Length].TrimEnd(" ,");
        }

        return text;
    }

    private static WrittenNumber? Number(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[LongestText];
        var length = 0;
        var isGlobal = false;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
                digits[length++] = c;
            else if (c == '+' && !isGlobal && length == 0)
                isGlobal = true;
            else if (!" -.()/".Contains(c, StringComparison.Ordinal))
                return null;
        }

        return length == 0 ? null : new WrittenNumber(new string(digits[..length]), isGlobal, Context: null);
    }
}
