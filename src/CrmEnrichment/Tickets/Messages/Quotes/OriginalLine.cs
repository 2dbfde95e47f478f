namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>A line that says that another message follows: <c>-----Original Message-----</c>.</summary>
internal static class OriginalLine
{
    private static readonly string[] s_answered =
    [
        "original message", "original appointment", "original email", "originalnachricht", "ursprüngliche nachricht", "ursprünglicher termin", "message d'origine", "message original",
        "message d’origine", "message initial", "mensaje original", "messaggio originale", "mensagem original", "oorspronkelijk bericht", "oorspronkelijke bericht", "origineel bericht",
        "wiadomość oryginalna", "oryginalna wiadomość", "wiadomość pierwotna", "ursprungligt meddelande", "originalmeddelande", "ursprungsmeddelande", "oprindelig meddelelse", "original meddelelse",
        "oprindelig besked", "opprinnelig melding", "original melding", "původní zpráva", "původní e-mail", "alkuperäinen viesti", "исходное сообщение", "пересылаемое сообщение", "özgün ileti",
        "orijinal mesaj", "orjinal mesaj", "eredeti üzenet", "元のメッセージ", "オリジナルメッセージ", "原始邮件", "原邮件", "原始郵件", "原始信件", "original", "원본 메시지", "원본 메일", "الرسالة الأصلية", "reply message",
    ];

    private static readonly string[] s_forwarded =
    [
        "forwarded message", "forwarded by", "weitergeleitete nachricht", "weitergeleiteten nachricht", "message transféré", "message transmis", "message réexpédié", "mensaje reenviado",
        "mensaje remitido", "messaggio inoltrato", "mensagem encaminhada", "mensagem reencaminhada", "doorgestuurd bericht", "treść przekazanej wiadomości", "przekazana wiadomość", "przekazywanej wiadomości",
        "vidarebefordrat meddelande", "vidarebefordrat brev", "vidarebefordrade brevet", "videresendt meddelelse", "videresendt e-mail", "videresendt melding", "přeposlaná zpráva", "přeposlané zprávy",
        "edelleenlähetetty viesti", "välitetty viesti", "пересылаемое письмо", "пересланное сообщение", "yönlendirilmiş ileti", "iletilmiş mesaj", "továbbított üzenet", "továbbított levél",
        "転送されたメッセージ", "転送メッセージ", "转发的邮件", "被转发的邮件", "轉寄的郵件", "轉寄郵件", "전달된 메시지", "رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "الرسالة التي أعيد توجيهها",
    ];

    // What Apple Mail writes without dashes: nobody else begins a line with these words and ends it with a colon.
    private static readonly string[] s_begins =
    [
        "begin ", "anfang ", "début ", "inicio ", "inizio ", "início ", "początek ", "start ", "begynnelse ", "začátek ", "vidarebefordrat ", "alkaa ", "начало ", "بداية ", "下面是", "开始", "転送された", "以下", "далее ",
    ];

    public static bool Answers(string line) => Dashed(line) is { } inner && s_answered.Contains(inner, StringComparer.Ordinal);

    public static bool Forwards(string line) => Dashed(line) is { } inner
        ? s_forwarded.Any(phrase => inner.StartsWith(phrase, StringComparison.Ordinal))
        : line is [.., ':' or '：'] && line.ToLowerInvariant() is var lower && s_begins.Any(begin => lower.StartsWith(begin, StringComparison.Ordinal))
            && s_forwarded.Any(phrase => lower.Contains(phrase, StringComparison.Ordinal));

    /// <returns>What stands between dashes, in lower case; null where there are none.</returns>
    public static string? Dashed(string line)
    {
        var text = line.AsSpan().Trim();
        var inner = text.TrimStart("-_=*—–─+ ");
        if (text.Length - inner.Length < 2)
        {
            return null;
        }

        var phrase = inner.TrimEnd("-_=*—–─+: ");
        return phrase.Length is 0 or > 80 || inner.Length - phrase.Length < 2 ? null : phrase.ToString().ToLowerInvariant();
    }
}
