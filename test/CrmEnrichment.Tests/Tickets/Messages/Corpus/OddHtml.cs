using static CrmEnrichment.Tests.Tickets.Messages.Corpus.CorpusMessage;

namespace CrmEnrichment.Tests.Tickets.Messages.Corpus;

/// <summary>HTML parts of other clients, and forms of an author's own.</summary>
internal static class OddHtml
{
    public static IReadOnlyList<CorpusMessage> Messages { get; } =
    [
        Answer("a text part that says nothing", "Re: A", "The invoice has a wrong address. Please send it again.", "Your client shows no HTML.",
            "<div dir=\"ltr\">The invoice has a wrong address. Please send it again.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon, Mar 2, 2026 at 10:22 Anna Bell wrote:<br></div><blockquote class=\"gmail_quote\">Here is the invoice that you have asked us for last week.</blockquote></div>"),
        Answer("a text part without any sign", "Re: A", "It works.", "It works.\n\nAnna Bell had said\n\nHello", "<p>It works.</p><blockquote type=\"cite\"><p>Anna Bell had said</p><p>Hello</p></blockquote>"),
        Answer("both parts of Gmail", "Re: A", "It works.", "It works.\n\nOn Mon, Mar 2, 2026 at 10:22 AM Anna Bell <support@example.com> wrote:\n\n> Hello", "<div>It works.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon</div><blockquote class=\"gmail_quote\">Hello</blockquote></div>"),
        Answer("GMX", "AW: A", "Es geht.", html: "<div style=\"font-family: Verdana;\"><div>Es geht.</div><div>&nbsp;<div name=\"quote\" style=\"margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;\"><div style=\"margin:0 0 10px 0;\"><b>Gesendet:</b>&nbsp;Montag<br/><b>Von:</b>&nbsp;Anna<br/></div><div name=\"quoted-content\">Hallo</div></div></div></div>"),
        Answer("QQ", "回复：A", "可以了。", html: "<div>可以了。</div><div><br></div><div style=\"font-size: 12px;\">------------------&nbsp;原始邮件&nbsp;------------------</div><div style=\"font-size: 12px;background:#efefef;\"><div><b>发件人:</b>&nbsp;\"Anna\"</div><div><b>发送时间:</b>&nbsp;2026年3月2日</div></div><div>请再发一次。</div>"),
        Answer("NetEase", "回复：A", "可以了。", html: "<div>可以了。</div><div class=\"ntes-mailmaster-quote\">---- 回复的原邮件 ----<table><tr><td>发件人</td><td>Anna</td></tr></table>请再发一次。</div>"),
        Answer("Roundcube", "Re: A", "It works.", html: "<p id=\"reply-intro\">On 2026-03-02 10:22, Anna Bell wrote:</p><blockquote type=\"cite\" style=\"padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0\"><p>Hello</p></blockquote><p>It works.</p>"),
        Answer("Proton", "Re: A", "It works.", html: "<div style=\"font-family: Arial;\">It works.</div><div class=\"protonmail_signature_block\"><div>Sent with Proton Mail.</div></div><div class=\"protonmail_quote\">On Monday, Anna wrote:<br><blockquote class=\"protonmail_quote\" type=\"cite\">Hello</blockquote></div>"),
        Answer("a plain blockquote below a line of its own", "Re: A", "It works.", html: "<p>It works.</p><p>On 2 March 2026 at 10:22, Anna Bell wrote:</p><blockquote>Hello</blockquote>"),
        Answer("what the author indents", "Re: A", "Do it so:\nopen, close\n\nThanks.", html: "<div>Do it so:</div><blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\"><div>open, close</div></blockquote><div><br></div><div>Thanks.</div>"),
        Answer("a list, a table and a link", "Re: A", "Two things:\n- the first\n- the second\n\nNo.\tAmount\n1\t10 EUR\n\nSee our page (https://example.org/a?b=1&c=2).", html:
            "<div>Two things:</div><ul><li>the first</li><li>the second</ul><table><tr><th>No.<th>Amount<tr><td>1</td><td>10&nbsp;EUR</td></tr></table><p>See <a href=\"https://example.org/a?b=1&amp;c=2\">our page</a>.</p>"),
        Answer("what is hidden", "Re: A", "It works.", html: "<html><head><title>x</title><style>p {color: red}</style></head><body><div style=\"display: none; font-size:1px\">Preview &zwnj;</div><script>alert('<p>no</p>')</script><p>It works.<!-- no --></p><img src=\"https://example.com/t.gif\" alt=\"tracker\" width=1></body></html>"),
        Answer("code", "Re: A", "Run this:\n\nif (a < b)\n  stop();", html: "<p>Run this:</p><pre>if (a &lt; b)\n  stop();\n</pre>"),
        Answer("an emoji as an image", "Re: A", "Thanks 😊", html: "<div>Thanks <img alt=\"😊\" src=\"cid:1\"></div><blockquote type=\"cite\">Hello</blockquote>"),
        Answer("never closed", "Re: A", "One\n\nTwo", html: "<p>One<p>Two<blockquote type=cite><p>Hello<div>there"),
        Answer("hidden direction marks", "Re: A", "safe text", html: "<p>safe&#8238; text&#8203;</p>"),
        Answer("forwarded by Gmail", "Fwd: A", "See below.\n\n---------- Forwarded message ---------\nFrom: Shop\nSubject: A\n\nYour order.", html:
            "<div dir=\"ltr\">See below.<br><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">---------- Forwarded message ---------<br>From: Shop<br>Subject: A<br></div><br><br>Your order.</div></div>"),
        Answer("forwarded by Outlook", "FW: A", "See below.\n\nFrom: Shop\nSent: Monday\nTo: John\nSubject: A\n\nYour order.", html:
            "<div class=\"WordSection1\"><p class=\"MsoNormal\">See below.</p><p class=\"MsoNormal\">&nbsp;</p><div style=\"border:none;border-top:solid #E1E1E1 1.0pt\"><p class=\"MsoNormal\"><b>From:</b> Shop<br><b>Sent:</b> Monday<br><b>To:</b> John<br><b>Subject:</b> A</p></div><p class=\"MsoNormal\">&nbsp;</p><p class=\"MsoNormal\">Your order.</p></div>"),
    ];
}
