namespace CrmEnrichment.PhoneNumbers;

/// <summary>The digits that somebody wrote, apart from how they wrote them.</summary>
/// <param name="Digits">ASCII digits without separators.</param>
/// <param name="IsGlobal">Whether a plus stood in front of them.</param>
/// <param name="Letters">The word that a vanity number ends in, to be dialled by the letters on the keys: <c>1-800-FLOWERS</c>.</param>
/// <param name="Extension">Digits to be dialled afterwards.</param>
/// <param name="Context">The digits of RFC 3966's <c>phone-context</c> where it is a number and one was needed.</param>
/// <param name="BeforeSlash">The digits before the last slash, which may be a number of their own; null where there is no slash.</param>
internal sealed record WrittenNumber(string Digits, bool IsGlobal, string? Letters, string? Extension, string? Context, string? BeforeSlash)
{
    // Emergency numbers, service numbers, short codes, internal extensions.
    private const int LongestShort = 6;
    private const string Separators = " -.()/";
    private const string ContextParameter = "phone-context=";
    private const string ExtensionParameter = "ext=";

    // As libphonenumber has it. Only capitals: "1-800-FLOWERS" is a number, "555 0142 home" is one with a note.
    private const int ShortestWord = 3;

    public bool IsShort => !IsGlobal && Letters is null && Digits.Length <= LongestShort;

    public string Number => IsGlobal ? $"+{Digits}" : Digits;

    /// <param name="subscriber">Plain text, without scheme and host.</param>
    /// <returns>Null when the text is anything but one number.</returns>
    public static WrittenNumber? In(string subscriber)
    {
        var parameters = subscriber.Split(';');
        var (text, extension) = WrittenExtension.Cut(parameters[0]);
        if (Written(text) is not { } number)
        {
            return null;
        }

        string? context = null;
        foreach (var parameter in parameters.AsSpan(1))
        {
            // A semicolon is dialled as a pause, too, before an extension.
            if (extension is null && WrittenExtension.IsDialledAfterPause(parameter.AsSpan().Trim()))
            {
                extension = parameter.Trim();
                continue;
            }

            // "0171…; 0172…" is a list, not a number with parameters.
            if (parameter.Length == 0 || parameter.Contains(' ', StringComparison.Ordinal) || parameter.All(char.IsAsciiDigit))
            {
                return null;
            }

            if (parameter.StartsWith(ContextParameter + '+', StringComparison.OrdinalIgnoreCase))
            {
                context = Written(parameter.AsSpan(ContextParameter.Length))?.Digits ?? string.Empty;
            }
            else if (parameter.StartsWith(ExtensionParameter, StringComparison.OrdinalIgnoreCase) && parameter.Length <= ExtensionParameter.Length + WrittenExtension.Longest)
            {
                extension = Written(parameter.AsSpan(ExtensionParameter.Length))?.Digits;
            }
        }

        return number with { Extension = extension, Context = number.IsGlobal ? null : context };
    }

    private static WrittenNumber? Written(ReadOnlySpan<char> text)
    {
        var number = text.TrimEnd("ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
        var letters = string.Concat(text[number.Length..].ToString().Where(char.IsAsciiLetter));
        Span<char> digits = stackalloc char[text.Length];
        var length = 0;
        var isGlobal = false;
        string? beforeSlash = null;
        foreach (var c in number.TrimEnd(Separators))
        {
            if (char.IsAsciiDigit(c))
            {
                digits[length++] = c;
            }
            else if (c == '+' && digits[..length] is [] or ['0', '0'])
            {
                // "++49" and "00+49" are written, too.
                (isGlobal, length) = (true, 0);
            }
            else if (!Separators.Contains(c, StringComparison.Ordinal))
            {
                return null;
            }

            beforeSlash = c == '/' && length > 0 ? digits[..length].ToString() : beforeSlash;
        }

        // No calling code begins with a zero: "+0049".
        var written = isGlobal && digits[..length] is ['0', '0', ..] ? digits[2..length] : digits[..length];
        return written.Length == 0 || letters.Length is > 0 and < ShortestWord
            ? null
            : new WrittenNumber(written.ToString(), isGlobal, letters.Length == 0 ? null : letters, Extension: null, Context: null, beforeSlash);
    }
}
