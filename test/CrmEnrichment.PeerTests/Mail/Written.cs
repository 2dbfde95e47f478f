using System.Globalization;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>Messages as they lie in a mailbox.</summary>
internal static class Written
{
    public const string Customer = "ada@example.org";

    public static string Mail(string id, string subject, string text, string from = Customer, params IEnumerable<string> headers) =>
        $"""
        Return-Path: <{from}>
        From: Ada Lovelace <{from}>
        To: desk@example.com
        Date: Sat, 28 Nov 2026 10:00:00 +0000
        Message-ID: <{id}@mail.example.org>
        Subject: {subject}
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit
        {string.Concat(headers.Select(header => header + "\n"))}
        {text}

        """;

    public static IEnumerable<string> Many(int count) => Enumerable.Range(1, count)
        .Select(i => Mail(string.Create(CultureInfo.InvariantCulture, $"many-{i}"), "Re: [#7] Printer", string.Create(CultureInfo.InvariantCulture, $"Message number {i}.")));

    public static string WithAttachment(string id) =>
        $"""
        From: =?utf-8?q?Ada_L=C3=B6velace?= <{Customer}>
        Date: Sat, 28 Nov 2026 10:00:00 +0000
        Message-ID: <{id}@mail.example.org>
        Subject: =?iso-8859-1?q?AW=3A_=5B=237=5D_Dr=FCcker?=
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        Der Drucker l=E4uft.
        --inner
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: base64

        PHA+RGVyIERydWNrZXIgbMOkdWZ0LjwvcD4=
        --inner--
        --outer
        Content-Type: application/pdf; name="bill.pdf"
        Content-Disposition: attachment; filename="bill.pdf"
        Content-Transfer-Encoding: base64

        {new string('A', 4000)}
        --outer--

        """;
}
