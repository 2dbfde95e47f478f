namespace CrmEnrichment.PhoneNumbers;

/// <summary>What networks and switches say in place of a number that the caller does not show.</summary>
internal static class WithheldCallers
{
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "anonymous", "blocked", "callerunknown", "hidden", "nocallerid", "numberwithheld", "private", "privatenumber", "restricted", "suppressed", "unavailable", "undisclosed",
        "unknown", "unknowncaller", "unknownnumber", "withheld", "withheldnumber",
    };

    /// <param name="text">Without its scheme: <c>anonymous@anonymous.invalid</c>, <c>No Caller ID</c>.</param>
    public static bool AreNamedBy(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        var user = at < 0 ? text : text[..at];

        // RFC 3323: the host of callers who ask for privacy.
        return (at >= 0 && text[(at + 1)..].StartsWith("anonymous.invalid", StringComparison.OrdinalIgnoreCase))
            || (!user.ContainsAnyInRange('0', '9') && s_words.Contains(string.Concat(user.ToString().Where(char.IsAsciiLetter))));
    }

    /// <summary>Words on a keypad: some carriers put ANONYMOUS and its like through one, and Twilio hands the result on as a caller.</summary>
    public static bool AreSpeltBy(ReadOnlySpan<char> digits) => digits is
        "266696687" or    // ANONYMOUS
        "7378742833" or   // RESTRICTED
        "86282452253" or  // UNAVAILABLE
        "2562533" or      // BLOCKED
        "8656696" or      // UNKNOWN
        "8566696";        // UNKNOWN, as it is misspelt in the wild
}
