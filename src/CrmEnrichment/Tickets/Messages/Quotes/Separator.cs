namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>The line above which an answer is to be written: ours, and those of other ticket systems.</summary>
internal static class Separator
{
    private static readonly string[] s_others =
    [
        "reply above this line", "type your reply above this line", "write above this line", "text above this line is added", "do not write below this line", "please type your reply above",
        "oberhalb dieser linie", "über dieser linie antworten", "oberhalb dieser zeile", "über dieser zeile", "au-dessus de cette ligne", "por encima de esta línea", "encima de esta línea", "sopra questa riga",
        "sopra questa linea", "acima desta linha", "boven deze lijn", "boven deze regel", "powyżej tej linii", "ovanför denna rad", "ovanför den här raden", "over denne linje", "over denne linjen",
        "nad tento řádek", "nad tímto řádkem", "この行より上", "在此行上方", "请在此行以上回复", "فوق هذا السطر",
    ];

    /// <param name="own">Null or empty where our own mails have none.</param>
    public static bool Is(Line line, string? own) => line.MayMark
        && (!string.IsNullOrWhiteSpace(own) && line.Text.Contains(own.Trim(), StringComparison.OrdinalIgnoreCase) || (Framed(line.Text) && s_others.Any(phrase => line.Text.Contains(phrase, StringComparison.OrdinalIgnoreCase))));

    /// <summary>Between signs, as in <c>##- … -##</c>: the bare words may be an author's.</summary>
    private static bool Framed(string line) => line.Trim() is { Length: > 4 } text && IsSign(text[0]) && IsSign(text[1]) || line.Trim() is [.., var last] && IsSign(last) && IsSign(line.Trim()[0]);

    private static bool IsSign(char c) => c is '-' or '#' or '=' or '_' or '*' or '—' or '–' or '─' or '~' or '|' or '↑' or '▲' or '+';
}
