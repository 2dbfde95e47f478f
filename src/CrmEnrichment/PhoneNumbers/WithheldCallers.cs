namespace CrmEnrichment.PhoneNumbers;

/// <summary>What networks and switches say in place of a number that the caller does not show.</summary>
internal static class WithheldCallers
{
    /// <summary>Letters only. O and P are what the caller ID of North America sends for "out of area" and "private".</summary>
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "anonymous", "anonymouscaller", "blocked", "blockedcaller", "blockednumber", "calleridblocked", "calleridunavailable", "calleridwithheld", "callerunknown", "callerwithheld",
        "hidden", "hiddennumber", "idunavailable", "idwithheld", "na", "nil", "nocallerid", "nodata", "noid", "none", "nonumber", "notavailable", "notprovided", "null",
        "numberblocked", "numbernotavailable", "numberunavailable", "numberunknown", "numberwithheld", "o", "outofarea", "p", "presentationrestricted", "private", "privatecall",
        "privatecaller", "privatename", "privatenumber", "restricted", "restrictedcaller", "restrictednumber", "suppressed", "unavailable", "unavailablenumber", "undefined",
        "undisclosed", "unknown", "unknowncaller", "unknownname", "unknownnumber", "unlisted", "withheld", "withheldcaller", "withheldnumber",
        "anonym", "nummerunterdrückt", "rufnummerunterdrückt", "unbekannt", "unbekanntenummer", "unterdrückt", "unterdrueckt", // German
        "anonyme", "appelmasqué", "appelmasque", "inconnu", "numéroinconnu", "numéromasqué", "numeromasque", "numéroprivé", "privé", // French
        "anónimo", "anonimo", "desconocido", "númerodesconocido", "númerooculto", "númeroprivado", "numeroprivado", "oculto", "privado", // Spanish
        "anônimo", "desconhecido", "númerodesconhecido", "numeroanonimo", "numerosconosciuto", "sconosciuto", // Portuguese, Italian
        "anoniem", "afgeschermd", "onbekend", "onbekendnummer", "privénummer", "nieznany", "numerprywatny", "numerzastrzeżony", // Dutch, Polish
        "неизвестный", "неизвестныйномер", "скрытыйномер", "номерскрыт", "非通知", "通知不可能", "未知", "발신번호표시제한", // Russian, Japanese, Chinese, Korean
    };

    /// <param name="text">Without its scheme: <c>anonymous@anonymous.invalid</c>, <c>No Caller ID</c>.</param>
    public static bool AreNamedBy(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        var user = at < 0 ? text : text[..at];

        // RFC 3323: the host of callers who ask for privacy.
        return (at >= 0 && text[(at + 1)..].StartsWith("anonymous.invalid", StringComparison.OrdinalIgnoreCase))
            || (!user.ContainsAnyInRange('0', '9') && s_words.Contains(string.Concat(user.ToString().Where(char.IsLetter))));
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
