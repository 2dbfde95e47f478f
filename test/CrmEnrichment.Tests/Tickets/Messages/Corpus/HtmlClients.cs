using System.Net;

namespace CrmEnrichment.Tests.Tickets.Messages.Corpus;

/// <summary>The text/html parts that the usual clients write.</summary>
internal static class HtmlClients
{
    private const string Cite = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex";

    public static IEnumerable<CorpusMessage> Of(Language language)
    {
        var expected = string.Join("\n\n", language.Words);
        var words = language.Words.Select(WebUtility.HtmlEncode).ToList();
        var quoted = language.Quoted.Select(WebUtility.HtmlEncode).ToList();
        var (gmail, apple, thunderbird) = (Linked(language.Gmail), Linked(language.Apple), WebUtility.HtmlEncode(language.Thunderbird));
        var divs = string.Join("<div><br></div>", words.Select(word => $"<div>{word}</div>"));
        var quote = string.Join("<div><br></div>", quoted.Select(word => $"<div>{word}</div>"));
        var mso = string.Join("\n<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p>\n", words.Select(word => $"<p class=\"MsoNormal\"><span lang=\"X\">{word}<o:p></o:p></span></p>"));
        var headers = PlainClients.Headers(language, "Anna Bell <support@example.com>").Split('\n').Select(line => line.Split(':', 2)).Select(pair => $"<b>{pair[0]}:</b>{WebUtility.HtmlEncode(pair[1])}");
        var head = string.Join("<br>\n", headers);
        (string Name, string Html)[] messages =
        [
            ("Gmail", $"<div dir=\"ltr\">{divs}</div><br><div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">{gmail}<br></div><blockquote class=\"gmail_quote\" style=\"{Cite}\"><div dir=\"ltr\">{quote}</div>\r\n</blockquote></div>\r\n"),
            ("Gmail with a signature", $"<div dir=\"ltr\">{divs}<div><br clear=\"all\"></div><div><br></div><span class=\"gmail_signature_prefix\">-- </span><br><div dir=\"ltr\" class=\"gmail_signature\" data-smartmail=\"gmail_signature\"><div dir=\"ltr\">John Doe<div>Example Ltd</div></div></div></div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{gmail}<br></div><blockquote class=\"gmail_quote\" style=\"{Cite}\">{quote}</blockquote></div>"),
            ("Gmail, between", $"<div dir=\"ltr\"><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{gmail}<br></div><blockquote class=\"gmail_quote\" style=\"{Cite}\">{quoted[0]}</blockquote><div><br></div><div>{words[0]}</div><div>&nbsp;</div><blockquote class=\"gmail_quote\" style=\"{Cite}\">{quoted[1]}</blockquote><div><br></div><div>{words[1]}</div><div><br></div><div>{words[2]}</div></div></div>"),
            ("Outlook", $"<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta name=\"Generator\" content=\"Microsoft Word 15\"><!--[if !mso]><style>v\\:* {{behavior:url(#default#VML);}}</style><![endif]--><style><!--\n/* Font Definitions */\np.MsoNormal {{margin:0cm;}}\n--></style></head><body lang=\"X\" link=\"#0563C1\"><div class=\"WordSection1\">\n{mso}\n<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p>\n<div>\n<div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\">\n<p class=\"MsoNormal\">{head}<o:p></o:p></p>\n</div>\n</div>\n<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p>\n<p class=\"MsoNormal\">{quoted[0]}</p><p class=\"MsoNormal\">{quoted[1]}</p></div></body></html>"),
            ("Outlook, no rule", $"<html><body><div class=\"WordSection1\">{mso}<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p><p class=\"MsoNormal\">{head}</p><p class=\"MsoNormal\">{quoted[0]}</p></div></body></html>"),
            ("Outlook on the web", $"<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><style type=\"text/css\" style=\"display:none;\"> P {{margin-top:0;margin-bottom:0;}} </style></head><body dir=\"ltr\"><div class=\"elementToProof\" style=\"font-size: 12pt;\">{string.Join("</div><div><br></div><div class=\"elementToProof\">", words)}</div><div id=\"appendonsend\"></div><hr style=\"display:inline-block;width:98%\" tabindex=\"-1\"><div id=\"divRplyFwdMsg\" dir=\"ltr\"><font face=\"Calibri, sans-serif\" style=\"font-size:11pt\" color=\"#000000\">{head}</font><div>&nbsp;</div></div><div>{quote}</div></body></html>"),
            ("Outlook for iOS", $"<html><body><div style=\"font-family: Aptos;\">{divs}</div><div id=\"ms-outlook-mobile-signature\"><div><br></div>{Linked(language.App)} <a href=\"https://aka.ms/o0ukef\">Outlook</a></div><div id=\"mail-editor-reference-message-container\" class=\"ms-outlook-mobile-reference-message skipProofing\"><meta http-equiv=\"Content-Type\" content=\"text/html\"><div style=\"padding:3pt 0\">{head}</div><div>{quote}</div></div></body></html>"),
            ("Apple Mail", $"<html><head><meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"></head><body style=\"overflow-wrap: break-word; -webkit-nbsp-mode: space;\">{divs}<br id=\"lineBreakAtBeginningOfMessage\"><div><br><blockquote type=\"cite\"><div>{apple}</div><br class=\"Apple-interchange-newline\"><div>{quote}</div></blockquote></div><br></body></html>"),
            ("Apple Mail, between", $"<html><body><div><blockquote type=\"cite\"><div>{apple}</div><br class=\"Apple-interchange-newline\"><div>{quoted[0]}</div></blockquote><div><br></div>{words[0]}</div><div><br><blockquote type=\"cite\"><div>{quoted[1]}</div></blockquote><div><br></div><div>{words[1]}</div><br><div>{words[2]}</div></div></body></html>"),
            ("iPhone", $"<html><body dir=\"auto\">{divs}<br id=\"lineBreakAtBeginningOfSignature\"><div dir=\"ltr\">{WebUtility.HtmlEncode(language.Device)}</div><div dir=\"ltr\"><br><blockquote type=\"cite\">{apple}<br><br></blockquote></div><blockquote type=\"cite\"><div dir=\"ltr\">\uFEFF{quote}</div></blockquote></body></html>"),
            ("Thunderbird", $"<!DOCTYPE html><html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\"></head><body><div class=\"moz-cite-prefix\">{thunderbird}<br></div><blockquote type=\"cite\" cite=\"mid:2@example.com\">{string.Concat(quoted.Select(word => $"<p>{word}</p>"))}</blockquote>{string.Concat(words.Select(word => $"<p>{word}</p>\n"))}<pre class=\"moz-signature\" cols=\"72\">-- \nJohn Doe\nExample Ltd</pre></body></html>"),
            ("Yahoo", $"<html><head></head><body><div class=\"ydp1yahoo-style-wrap\" style=\"font-size:16px;\"><div dir=\"ltr\" data-setdir=\"false\">{divs}</div><div><br></div></div><div id=\"yahoo_quoted_0123456789\" class=\"yahoo_quoted\"><div style=\"font-family:'Helvetica Neue';\"><div>{gmail}</div><div><br></div><div><br></div>{quote}</div></div></body></html>"),
            ("Samsung", $"<html><body><div dir=\"auto\">{divs}</div><div><br></div><div id=\"composer_signature\" dir=\"auto\"><div style=\"font-size:12px;color:#575757\" dir=\"auto\">{WebUtility.HtmlEncode(language.Device.Replace("iPhone", "Galaxy", StringComparison.Ordinal))}</div></div><div><br></div><div align=\"left\" dir=\"auto\" style=\"font-size:100%;color:#000000\"><div>-------- {WebUtility.HtmlEncode(language.Original)} --------</div>{string.Concat(headers.Select(header => $"<div>{header}</div>"))}<div><br></div></div>{quote}</body></html>"),
            ("Lotus Notes", $"<html><body><p><font size=\"2\" face=\"sans-serif\">{string.Join("<br>\n<br>\n", words)}</font><br><br><br><font size=\"1\" color=\"#5F5F5F\">{string.Join("<br>", headers)}</font><br><hr width=\"100%\" size=\"2\" noshade><br><br><br><tt>{quoted[0]}</tt></p></body></html>"),
            ("our own mail", $"<html><body><p>{string.Join("</p><p>", words)}</p><div><p style=\"color:#888\">{CorpusMessage.Separator}</p>{quote}</div></body></html>"),
        ];
        return messages.Select(message => CorpusMessage.Answer($"{message.Name}, HTML, {language.Code}", language.Subject, expected, html: message.Html));
    }

    private static string Linked(string text) => WebUtility.HtmlEncode(text).Replace("support@example.com", "<a href=\"mailto:support@example.com\">support@example.com</a>", StringComparison.Ordinal);
}
