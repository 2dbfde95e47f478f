namespace CrmEnrichment.PhoneNumbers;

/// <summary>How people and phones write what is dialled after a number.</summary>
internal static class WrittenExtension
{
    public const int Longest = 7;

    /// <summary>Behind a comma or a semicolon more digits may be a second number without its area code.</summary>
    private const int LongestAfterPause = 5;

    /// <summary>Long words before those that they end in. The letters p and w are a pause and a wait in vCards; several signs are what keypads show for it.</summary>
    private static readonly string[] s_marks =
    [
        "extension", "extensión", "extn", "ext", "anexo", "ramal", "interno", "int", "durchwahl", "nebenstelle", "poste", "toestel", "wewn", "wew",
        "доб", "внутр", "вн", "内線", "分機", "分机", "내선", "x", "#", "~", "*", "p", "w",
    ];

    /// <summary>Cuts "x123", "ext. 12", "доб. 12", ",12" and "#7" off; anything else with a letter stays, and is refused later.</summary>
    public static (string Number, string? Extension) Cut(string text)
    {
        // "(ext. 12)", and the # that ends what is dialled.
        var whole = text.AsSpan().TrimEnd(" )#");
        var number = whole.TrimEnd("0123456789");
        if (whole.Length - number.Length is 0 or > Longest)
        {
            return (text, null);
        }

        var digits = whole[number.Length..];
        number = number.TrimEnd(" .:=-");
        if (number.EndsWith(',') && IsDialledAfterPause(digits))
        {
            return (number.TrimEnd(" ,").ToString(), digits.ToString());
        }

        foreach (var mark in s_marks)
        {
            if (number.EndsWith(mark, StringComparison.OrdinalIgnoreCase))
            {
                return (number[..^mark.Length].TrimEnd(" ,.-(").ToString(), digits.ToString());
            }
        }

        return (text, null);
    }

    public static bool IsDialledAfterPause(ReadOnlySpan<char> text) => text.Length is > 0 and <= LongestAfterPause && !text.ContainsAnyExceptInRange('0', '9');
}
