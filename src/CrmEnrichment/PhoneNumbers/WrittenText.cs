using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmEnrichment.PhoneNumbers;

/// <summary>A text in ASCII, out of whatever script and encoding it came in, and without the URI around it.</summary>
internal static partial class WrittenText
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

        if (NameAddress.Match(text) is { Success: true } address)
        {
            text = address.Groups["address"].Value;
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

    /// <summary>What stands behind the scheme or channel, such as <c>tel:</c>, <c>sip:</c> or <c>whatsapp:</c>, host and all; the text itself where there is none.</summary>
    public static (string Text, Scheme Scheme) WithoutScheme(string plain)
    {
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && SchemeOf(plain[..colon]) is not Scheme.None and var scheme ? (plain[(colon + 1)..].Trim(), scheme) : (plain, Scheme.None);
    }

    /// <summary>The number with its parameters, out of a URI or as it stands; null when the URI names no user, or a user who is no number.</summary>
    public static string? Subscriber(string plain)
    {
        var (text, scheme) = WithoutScheme(plain);
        return scheme switch
        {
            Scheme.Sip => UserOf(text),
            Scheme.InternationalNumber => text is [>= '0' and <= '9', ..] ? $"+{text}" : text,
            Scheme.Identity => text.StartsWith('+') ? text : null,
            _ => text,
        };
    }

    /// <summary>What lies between the first digit, or its plus, and the last digit; a note that parts digits stays.</summary>
    public static string WithoutNotes(string text)
    {
        var first = text.TakeWhile(c => !char.IsDigit(c) && c is not '+').Count();
        var last = text.Length - text.Reverse().TakeWhile(c => !char.IsDigit(c)).Count();
        return first < last ? text[first..last] : "";
    }

    private static Scheme SchemeOf(string name) => name.ToUpperInvariant() switch
    {
        "TEL" or "CALLTO" or "SMS" or "SMSTO" or "MMS" or "MMSTO" => Scheme.Number,
        "SIP" or "SIPS" => Scheme.Sip,
        "WHATSAPP" or "RCS" => Scheme.InternationalNumber,
        "CLIENT" or "MESSENGER" or "VIBER" or "TELEGRAM" or "LINE" or "INSTAGRAM" or "IMESSAGE" or "SKYPE" or "WECHAT" => Scheme.Identity,
        _ => Scheme.None,
    };

    private static string? UserOf(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return text.StartsWith('+') ? text : null; // without a user it is a host: "sip:192.0.2.17"
        }

        // What follows the host is of no interest, unless it is a second address; "user:password@host".
        return text.LastIndexOf('@') == at ? text[..at].Split(':')[0] : null;
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

            // Words for an extension, and for a caller who shows no number, are written in every script.
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter => c,
            _ => null,
        },
    };

    /// <summary>SIP's name-addr (RFC 3261): <c>"Dana" &lt;sip:+13175550142@pbx.example.org&gt;;tag=1</c>. What stands before it is a name, whatever it looks like.</summary>
    [GeneratedRegex("""\A\s*("([^"\\]|\\.)*"|[^"<>@,;]*)\s*<(?<address>[^<>]*)>\s*(;[^<>,]*)?\z""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 10_000)]
    private static partial Regex NameAddress { get; }
}
