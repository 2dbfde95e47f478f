namespace CrmEnrichment.PeerTests.Mail;

/// <summary>Messages of every shape that a structure can have.</summary>
internal static class SampleMails
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["plain"] = Written.Mail("plain", "Hello", "One.\nTwo."),
        ["attachment"] = Ascii(Written.WithAttachment("attachment")),
        ["no type"] = "Subject: bare\n\nHello\n",
        ["no body"] = "Subject: bare\n",
        ["no header"] = "\nHello\n",
        ["html only"] = Head("Content-Type: text/html; charset=\"utf-8\"; format=flowed\nContent-Transfer-Encoding: BASE64") + "PHA+SGk8L3A+\n",
        ["quoted values"] = Head("""Content-Type: text/plain; charset=us-ascii; name="a \"b\" \\c;d.txt" """) + "x\n",
        ["long names"] = Head("Content-Type: application/pdf; name*=utf-8''Ger%C3%A4t.pdf\nContent-Disposition: attachment; size=12;\n\tfilename*=utf-8''Ger%C3%A4t.pdf\nContent-ID: <part1@example.org>\nContent-Description: the bill\nContent-Language: de, en\nContent-Location: bill.pdf\nContent-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==") + "JVBERi0=\n",
        ["comments"] = Head("Content-Type: text/plain (a text); charset=utf-8 (as usual)\nContent-Transfer-Encoding: 7bit (plain)") + "x\n",
        ["preamble"] = Head("Content-Type: multipart/mixed; boundary=\"b\"") + "Not shown.\n--b\n\nno header\n--b\nContent-Type: text/plain\n\nlast, without an end\n",
        ["empty parts"] = Head("Content-Type: multipart/mixed; boundary=b") + "--b\n\n--b\nContent-Type: image/png\n\n\n--b--\nepilogue\n",
        ["related"] = Head("Content-Type: multipart/related; boundary=r; type=\"text/html\"") + "--r\nContent-Type: text/html\n\n<img src=cid:a>\n--r\nContent-Type: image/png; name=a.png\nContent-ID: <a>\nContent-Disposition: inline; filename=a.png\nContent-Transfer-Encoding: base64\n\nAAAA\nBBBB\n--r--\n",
        ["forwarded"] = Head("Content-Type: multipart/mixed; boundary=f") + $"--f\nContent-Type: text/plain\n\nSee below.\n--f\nContent-Type: message/rfc822\n\n{Ascii(Written.WithAttachment("inner"))}\n--f--\n",
        ["only a message"] = Head("Content-Type: message/rfc822") + Written.Mail("inner", "Inner", "Text.", headers: ["Reply-To: Bob <bob@example.org>, carol@example.org", "In-Reply-To: <a@b>"]),
        ["bounce"] = Head("Content-Type: multipart/report; report-type=delivery-status; boundary=x") + "--x\n\nIt failed.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\nStatus: 5.1.1\n--x\nContent-Type: text/rfc822-headers\n\nSubject: lost\n--x--\n",
        ["digest"] = Head("Content-Type: multipart/digest; boundary=d") + "--d\n\nSubject: one\n\n1\n--d\n\nSubject: two\n\n2\n--d--\n",
        ["deep"] = Deep(12),
        ["beyond ASCII"] = Head("Content-Type: text/plain; name=\"Gerät.txt\"") + "Ä\n",
        ["wide"] = Head("Content-Type: multipart/mixed; boundary=w") + string.Concat(Enumerable.Range(0, 60).Select(i => $"--w\nContent-Type: text/plain; name=\"{i}.txt\"\n\n{i}\n")) + "--w--\n",
        ["boundary in text"] = Head("Content-Type: multipart/alternative; boundary=aa") + "--aa\n\n--ab is no boundary\n --aa\n--aa  \nContent-Type: text/html\n\n<p>--aa</p>\n--aa--\n--aa\n\nafter the end\n",
    };

    private static string Head(string fields) => $"From: Ada Lovelace <ada@example.org>\nTo: desk@example.com, \"Desk, the\" <d2@example.com>\nDate: Sat, 28 Nov 2026 10:00:00 +0000\nMessage-ID: <sample@mail.example.org>\nSubject: Re: [#7] =?utf-8?q?Ger=C3=A4t?=\nMIME-Version: 1.0\n{fields.Trim()}\n\n";

    /// <summary>In an envelope our server encodes a name anew, and dovecot passes it on. The product does not ask for envelopes.</summary>
    private static string Ascii(string mail) => mail.Replace("=?utf-8?q?Ada_L=C3=B6velace?=", "Ada", StringComparison.Ordinal);

    private static string Deep(int levels) => Head($"Content-Type: multipart/mixed; boundary=l{levels}")
        + string.Concat(Enumerable.Range(1, levels - 1).Reverse().Select(i => $"--l{i + 1}\nContent-Type: multipart/mixed; boundary=l{i}\n\n"))
        + "--l1\n\nthe innermost\n"
        + string.Concat(Enumerable.Range(1, levels).Select(i => $"--l{i}--\n"));
}
