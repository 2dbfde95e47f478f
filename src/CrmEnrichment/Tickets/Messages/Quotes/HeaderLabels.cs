using System.Collections.Frozen;

namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>How Outlook, Samsung, Lotus and others label the headers that they copy above a quote, in the languages of their users.</summary>
internal static class HeaderLabels
{
    private const int LongestLabel = 32;

    private static readonly FrozenDictionary<string, HeaderRole> s_roles = new (HeaderRole Role, string[] Labels)[]
    {
        (HeaderRole.From,
        [
            "from", "von", "de", "da", "van", "od", "från", "fra", "lähettäjä", "от", "від", "kimden", "gönderen", "feladó", "差出人", "送信者", "发件人", "寄件者", "寄件人", "發件人", "보낸 사람",
            "من", "absender", "expéditeur", "remitente", "mittente", "remetente", "afzender", "nadawca", "avsändare", "afsender", "avsender", "odesílatel", "отправитель", "από", "מאת",
        ]),
        (HeaderRole.Date,
        [
            "sent", "date", "sent on", "gesendet", "gesendet am", "datum", "envoyé", "envoyé le", "enviado", "enviado el", "enviado em", "enviada em", "enviada", "fecha", "inviato", "inviata", "data",
            "verzonden", "wysłano", "wysłane", "skickat", "sendt", "dato", "odesláno", "lähetetty", "päivämäärä", "päiväys", "отправлено", "дата", "gönderildi", "gönderme tarihi", "tarih",
            "elküldve", "küldve", "dátum", "送信日時", "日付", "日時", "发送时间", "日期", "寄件日期", "傳送時間", "發送時間", "时间", "보낸 날짜", "날짜", "التاريخ", "تاريخ الإرسال", "تاريخ", "أُرسلت", "أرسلت",
            "تم الإرسال", "ημερομηνία", "נשלח",
        ]),
        (HeaderRole.To,
        [
            "to", "an", "à", "a", "para", "aan", "do", "till", "til", "komu", "pro", "vastaanottaja", "кому", "kime", "alıcı", "címzett", "宛先", "收件人", "收件者", "받는 사람", "إلى", "الى",
            "empfänger", "destinataire", "destinatario", "destinatário", "ontvanger", "adresat", "mottagare", "modtager", "mottaker", "προς", "אל",
        ]),
        (HeaderRole.Copy,
        [
            "cc", "bcc", "kopie", "kopi", "kopia", "copie", "copie à", "copia", "cópia", "dw", "udw", "копия", "bilgi", "másolatot kap", "másolat", "抄送", "副本", "参조", "참조", "نسخة", "نسخة إلى", "kopio",
        ]),
        (HeaderRole.Subject,
        [
            "subject", "betreff", "thema", "objet", "asunto", "oggetto", "assunto", "onderwerp", "temat", "ämne", "emne", "předmět", "aihe", "тема", "konu", "tárgy", "件名", "主题", "主題", "主旨", "제목", "الموضوع", "موضوع",
            "θέμα", "נושא",
        ]),
        (HeaderRole.Other,
        [
            "importance", "priority", "attachments", "reply-to", "wichtigkeit", "priorität", "anlagen", "pièces jointes", "importancia", "importanza", "importância", "urgentie", "ważność", "prioritet",
            "reply to", "antwort an", "répondre à", "responder a", "rispondi a",
        ]),
    }.SelectMany(role => role.Labels.Select(label => (label, role.Role))).DistinctBy(pair => pair.label, StringComparer.Ordinal).ToFrozenDictionary(pair => pair.label, pair => pair.Role, StringComparer.Ordinal);

    /// <returns>None where the line is no labelled header. The value is null then.</returns>
    public static (HeaderRole Role, string? Value) Read(string line)
    {
        var colon = line.AsSpan(0, Math.Min(line.Length, LongestLabel)).IndexOfAny(':', '：');
        if (colon < 1)
        {
            return (HeaderRole.None, null);
        }

        // Text parts that were made of HTML write bold labels as *From:*, and French puts a space before the colon.
        var label = line[..colon].Trim(' ', '\t', '*', '_').ToLowerInvariant();
        return s_roles.TryGetValue(label, out var role) ? (role, line[(colon + 1)..].Trim(' ', '\t', '*', '_')) : (HeaderRole.None, null);
    }
}
