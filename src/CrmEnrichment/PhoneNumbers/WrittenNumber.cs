namespace CrmEnrichment.PhoneNumbers;

/// <summary>The digits that somebody wrote, apart from how they wrote them.</summary>
/// <param name="Digits">ASCII digits without separators.</param>
/// <param name="IsGlobal">Whether a plus stood in front of them.</param>
/// <param name="Letters">The word that a vanity number ends in, to be dialled by the letters on the keys: <c>1-800-FLOWERS</c>.</param>
/// <param name="Extension">Digits to be dialled afterwards.</param>
/// <param name="Context">The digits of RFC 3966's <c>phone-context</c> where it is a number and one was needed.</param>
internal sealed record WrittenNumber(string Digits, bool IsGlobal, string? Letters, string? Extension, string? Context)
{
    // Emergency numbers, service numbers, short codes, internal extensions.
    private const int LongestShort = 6;
    private const string ContextParameter = "phone-context=";
    private const string ExtensionParameter = "ext=";
    private const int LongestExtension = 7;

    // As libphonenumber has it. Only capitals: "1-800-FLOWERS" is a number, "555 0142 home" is one with a note.
    private const int ShortestWord = 3;

    public bool IsShort => !IsGlobal && Letters is null && Digits.Length <= LongestShort;

    public string Number => IsGlobal ? $"+{Digits}" : Digits;

    /// <param name="subscriber">Plain text, without scheme and host.</param>
    /// <returns>Null when the text is anything but one number.</returns>
    public static WrittenNumber? In(string subscriber)
    {
        var parameters = subscriber.Split(';');
        var (text, extension) = WithoutExtension(parameters[0]);
        if (Written(text) is not { } number)
        {
            return null;
        }

        string? context = null;
        foreach (var parameter in parameters.AsSpan(1))
        {
            // "0171…; 0172…" is a list, not a number with parameters.
            if (parameter.Length == 0 || parameter.Contains(' ', StringComparison.Ordinal))
            {
                return null;
            }

            if (parameter.StartsWith(ContextParameter + '+', StringComparison.OrdinalIgnoreCase))
            {
                context = Written(parameter.AsSpan(ContextParameter.Length))?.Digits ?? string.Empty;
            }
            else if (parameter.StartsWith(ExtensionParameter, StringComparison.OrdinalIgnoreCase) && parameter.Length <= ExtensionParameter.Length + LongestExtension)
            {
                extension = Written(parameter.AsSpan(ExtensionParameter.Length))?.Digits;
            }
        }

        return number with { Extension = extension, Context = number.IsGlobal ? null : context };
    }

    /// <summary>Cuts "x123", "ext. 12" and "#7" off; anything else with a letter stays, and is refused later.</summary>
    private static (string Number, string? Extension) WithoutExtension(string text)
    {
        var number = text.AsSpan().TrimEnd("0123456789");
        if (text.Length - number.Length is 0 or > LongestExtension)
        {
            return (text, null);
        }

        var digits = text[number.Length..];
        number = number.TrimEnd(" .:=");
        foreach (var word in (ReadOnlySpan<string>)["extension", "extn", "ext", "x", "#"])
        {
            if (number.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return (number[..^word.Length].TrimEnd(" ,").ToString(), digits);
            }
        }

        return (text, null);
    }

    private static WrittenNumber? Written(ReadOnlySpan<char> text)
    {
        var number = text.TrimEnd("ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
        var letters = string.Concat(text[number.Length..].ToString().Where(char.IsAsciiLetter));
        Span<char> digits = stackalloc char[text.Length];
        var length = 0;
        var isGlobal = false;
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c))
            {
                digits[length++] = c;
            }
            else if (c == '+' && !isGlobal && length == 0)
            {
                isGlobal = true;
            }
            else if (!" -.()/".Contains(c, StringComparison.Ordinal))
            {
                return null;
            }
        }

        return length == 0 || letters.Length is > 0 and < ShortestWord
            ? null
            : new WrittenNumber(digits[..length].ToString(), isGlobal, letters.Length == 0 ? null : letters, Extension: null, Context: null);
    }
}
