using System.Globalization;

namespace CrmEnrichment.PhoneNumbers;

/// <summary>A text in ASCII, out of whatever script and encoding it came in, and without the URI around it.</summary>
internal static class WrittenText
{
    // Longer than any way to write 15 digits that we have seen, short enough that nobody can make us work.
    private const int Longest = 128;

    /// <summary>Percent-encoding undone, every script's digits, spaces and dashes as ours; null when it holds what no number holds.</summary>
    public static string? Plain(string text)
    {
        if (text.Length > Longest)
        {
            return null;
        }

        var decoded = text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
        Span<char> plain = stackalloc char[Longest];
        var length = 0;
        foreach (var c in decoded.AsSpan().Trim())
        {
            // Phones copy numbers out with invisible direction marks around them.
            if (char.GetUnicodeCategory(c) == UnicodeCategory.Format)
            {
                continue;
            }

            if (Ascii(c) is not { } accepted)
            {
                return null;
            }

            plain[length++] = accepted;
        }

        return plain[..length].Trim().ToString();
    }

    /// <summary>What stands behind <c>tel:</c>, <c>sip:</c> or <c>sips:</c>, host and all; the text itself where it is no such URI.</summary>
    public static (string Text, bool IsSip) WithoutScheme(string plain)
    {
        return After("tel:") is { } number ? (number, false)
            : (After("sip:") ?? After("sips:")) is { } address ? (address, true)
            : (plain, false);

        string? After(string scheme) => plain.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? plain[scheme.Length..].Trim() : null;
    }

    /// <summary>The number with its parameters, out of a URI or as it stands; null when the URI names no user.</summary>
    public static string? Subscriber(string plain)
    {
        var (text, isSip) = WithoutScheme(plain);
        if (!isSip)
        {
            return text;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return text.StartsWith('+') ? text : null; // without a user it is a host: "sip:192.0.2.17"
        }

        // What follows the host is of no interest, unless it is a second address; "user:password@host".
        return text.LastIndexOf('@') == at ? text[..at].Split(':')[0] : null;
    }

    /// <summary>What lies between the first digit, or its plus, and the last digit; a note that parts digits stays.</summary>
    public static string WithoutNotes(string text)
    {
        var first = text.TakeWhile(c => !char.IsDigit(c) && c is not '+').Count();
        var last = text.Length - text.Reverse().TakeWhile(c => !char.IsDigit(c)).Count();
        return first < last ? text[first..last] : "";
    }

    private static char? Ascii(char c) => c switch
    {
        _ when char.IsControl(c) => null,
        _ when char.IsAscii(c) => c,
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0), // full-width forms of ! to ~
        '\u2212' => '-', // minus sign
        _ => char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
            UnicodeCategory.SpaceSeparator => ' ',
            UnicodeCategory.DashPunctuation => '-',
            _ => null,
        },
    };
}
