using System.Buffers;
using PhoneNumbers;

namespace CrmEnrichment.StandIns.PhoneNumbers.Parsing;

/// <summary>Finds the number in what somebody wrote, whether as text or by RFC 3966.</summary>
internal static class WrittenNumber
{
    private const string Scheme = "tel:";
    private const string ContextParameter = ";phone-context=";
    private const string SubaddressParameter = ";isub=";
    private static readonly SearchValues<char> s_globalDigits = SearchValues.Create("0123456789-.()");

    /// <exception cref="NumberParseException">The <c>phone-context</c> is neither a number nor a domain.</exception>
    public static string In(string text)
    {
        var parameter = text.IndexOf(ContextParameter, StringComparison.Ordinal);
        var number = parameter < 0 ? Possible(text) : Context(text[(parameter + ContextParameter.Length)..]) + Local(text[..parameter]);
        var subaddress = number.IndexOf(SubaddressParameter, StringComparison.Ordinal);
        return subaddress > 0 ? number[..subaddress] : number;
    }

    /// <summary>Two digits, or three and more with anything between and behind them that numbers are written with.</summary>
    public static bool IsViable(ReadOnlySpan<char> number)
    {
        if (number is [var one, var two] && char.IsDigit(one) && char.IsDigit(two))
        {
            return true;
        }

        var digits = 0;
        var first = 0;
        while (first < number.Length && Characters.IsPlus(number[first]))
        {
            first++;
        }

        foreach (var c in number[first..])
        {
            if (char.IsDigit(c))
            {
                digits++;
            }
            else if (!(Characters.IsPunctuation(c) || c == '*' || (digits >= 3 && char.IsAsciiLetter(c))))
            {
                return false;
            }
        }

        return digits >= 3;
    }

    /// <summary>From the first plus or digit on, without punctuation at the end, and without a second number.</summary>
    private static string Possible(string text)
    {
        var start = 0;
        while (start < text.Length && !Characters.IsPlus(text[start]) && !char.IsDigit(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && text[end - 1] != '#' && !char.IsLetterOrDigit(text[end - 1]))
        {
            end--;
        }

        var number = text.AsSpan(start, end - start);
        for (var i = 0; i < number.Length; i++)
        {
            if (number[i] is '/' or '\\' && number[(i + 1)..].TrimStart(' ') is ['x', ..])
            {
                return number[..i].ToString();
            }
        }

        return number.ToString();
    }

    /// <returns>The digits that a context puts in front of the number; a domain puts none there.</returns>
    private static string Context(string parameters)
    {
        var context = parameters.Split(';')[0];
        var isNumber = context is ['+', ..] && context.AsSpan(1).ContainsAnyInRange('0', '9') && !context.AsSpan(1).ContainsAnyExcept(s_globalDigits);
        var isDomain = context.Length > 0 && context.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            && char.IsAsciiLetter(context.TrimEnd('.').Split('.')[^1].FirstOrDefault());
        return isNumber ? context
            : isDomain ? ""
            : throw new NumberParseException(ErrorType.NOT_A_NUMBER, "The phone-context value is invalid.");
    }

    private static string Local(string text)
    {
        var scheme = text.IndexOf(Scheme, StringComparison.Ordinal);
        return scheme < 0 ? text : text[(scheme + Scheme.Length)..];
    }
}
