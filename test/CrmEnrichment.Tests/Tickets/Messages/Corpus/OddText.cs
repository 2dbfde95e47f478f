using static CrmEnrichment.Tests.Tickets.Messages.Corpus.CorpusMessage;

namespace CrmEnrichment.Tests.Tickets.Messages.Corpus;

/// <summary>Text parts of other clients, and words of authors that look like markers.</summary>
internal static class OddText
{
    public static IReadOnlyList<CorpusMessage> Messages { get; } =
    [
        new("a first message with a pasted prompt", new() { Subject = "Ticket 5", Text = "It says:\n> npm start\n> failed\nWhat now?" }, "It says:\n> npm start\n> failed\nWhat now?"),
        Answer("nothing but a quote", "Re: A", "On 2 Mar 2026, at 10:22, Anna Bell <support@example.com> wrote:\n> Hello", "On 2 Mar 2026, at 10:22, Anna Bell <support@example.com> wrote:\n> Hello"),
        Answer("an emoji", "Re: A", "👍", "👍\n\nOn Mon, Mar 2, 2026 at 10:22 AM Anna Bell <support@example.com> wrote:\n\n> Done?"),
        Answer("a line drawn by the author", "Re: A", "First case:\n--\n" + string.Join('\n', Enumerable.Range(1, 20).Select(n => $"Step {n} of what we did")),
            "First case:\n--\n" + string.Join('\n', Enumerable.Range(1, 20).Select(n => $"Step {n} of what we did")) + "\n\nOn 2 Mar 2026, at 10:22, Anna Bell <support@example.com> wrote:\n> Hello"),
        Answer("a sentence about a device", "Re: A", "Sent from my phone it works.\nFrom the tablet it does not.", "Sent from my phone it works.\nFrom the tablet it does not.\n\n-----Original Message-----\nFrom: Anna\nSent: Monday\nTo: John\nSubject: A\n\nHello"),
        Answer("a form", "Re: Journey", "From: Berlin\nTo: Rome\nDate: 3 March 2026\n\nPlease book it.", "From: Berlin\nTo: Rome\nDate: 3 March 2026\n\nPlease book it."),
        Answer("headers of another message", "Re: Bounces", "This came back:\n\nFrom: shop@example.net\nTo: me@example.org\nSubject: Order confirmed\n\nWhy does it?", "This came back:\n\nFrom: shop@example.net\nTo: me@example.org\nSubject: Order confirmed\n\nWhy does it?"),
        Answer("a log line", "Re: A", "Log of 2026-03-02 10:22 for john@example.org:\nERROR 17\nIt goes on.", "Log of 2026-03-02 10:22 for john@example.org:\nERROR 17\nIt goes on."),
        Answer("a colleague's words", "Re: A", "On Friday your colleague wrote:\nplease restart.\nI did.", "On Friday your colleague wrote:\nplease restart.\nI did."),
        Answer("Proton", "Re: A", "It works.", "It works.\n\nSent with [Proton Mail](https://proton.me/) secure email.\n\nOn Monday, March 2nd, 2026 at 10:22, Anna Bell <support@example.com> wrote:\n\n> Hello"),
        Answer("Proton, older", "Re: A", "It works.", "It works.\n\n------- Original Message -------\nOn Monday, March 2nd, 2026 at 10:22 AM, Anna Bell <support@example.com> wrote:\n\n\n> Hello\n> there"),
        Answer("Zoho", "Re: A", "It works.", "It works.\n\n---- On Mon, 02 Mar 2026 10:22:11 +0530 support@example.com wrote ----\n\nHello"),
        Answer("Gmail, wrapped inside an address", "SV: A", "Det virker.", "Det virker.\n\ntir. 3. mar. 2026 kl. 10:22 skrev Anna Bell of the Support <support@example.com\n>:\n\n> Hei"),
        Answer("Gmail, wrapped after the day", "Re: A", "It works.", "It works.\n\nOn Mon, 2\nMar 2026 at 10:22, Anna Bell\n<support@example.com>\nwrote:\n\n> Hello"),
        Answer("Notes in the browser", "Re: A", "It works.", "It works.\n\n-----Anna Bell <support@example.com> wrote: -----\nTo: John Doe <john@example.org>\nFrom: Anna Bell <support@example.com>\nDate: 03/02/2026 10:22\nSubject: A\n\nHello"),
        Answer("Outlook with signs, below", "RE: A", "It works.", "-----Original Message-----\n> From: Anna Bell\n> Sent: Monday\n> To: John\n> Subject: A\n>\n> Hello\n\nIt works."),
        Answer("Zendesk", "Re: A", "It works.", "It works.\n\n##- Please type your reply above this line -##\n\nYour request (5) has been updated."),
        Answer("another ticket system, German", "AW: A", "Es geht.", "Es geht.\n\n--- Bitte antworten Sie oberhalb dieser Linie ---\n\nIhr Ticket wurde bearbeitet."),
        Answer("forwarded by Gmail", "Fwd: A", "See below.\n\n---------- Forwarded message ---------\nFrom: Shop <shop@example.net>\nDate: Mon, Mar 2, 2026 at 10:22 AM\nSubject: A\nTo: John\n\nYour order.",
            "See below.\n\n---------- Forwarded message ---------\nFrom: Shop <shop@example.net>\nDate: Mon, Mar 2, 2026 at 10:22 AM\nSubject: A\nTo: John\n\n\nYour order."),
        Answer("forwarded by Outlook", "WG: A", "Bitte ansehen.\n\nVon: Shop <shop@example.net>\nGesendet: Montag\nAn: John\nBetreff: A\n\nIhre Bestellung.", "Bitte ansehen.\n\nVon: Shop <shop@example.net>\nGesendet: Montag\nAn: John\nBetreff: A\n\nIhre Bestellung."),
        Answer("forwarded by Apple Mail", "Fwd: A", "See below.\n\nBegin forwarded message:\n\n> From: Shop\n> Subject: A\n>\n> Your order.", "See below.\n\nBegin forwarded message:\n\n> From: Shop\n> Subject: A\n>\n> Your order."),
        Answer("characters that are not seen", "Re: A", "abc def", "a\u202Eb\u0007c\u00A0d\u200Bef\u0000\n\nOn 2 Mar 2026, at 10:22, Anna Bell <support@example.com> wrote:\n> Hello"),
        Answer("Japanese quotes", "RE: A", "動きました。", "動きました。\n\n＞ もう一度送ってください。"),
        Answer("a quote without a line above it", "Re: A", "First answer.\n\nSecond answer.", "> First question?\nFirst answer.\n> Second question?\nSecond answer."),
        Answer("a question above a quote", "Re: A", "You say:\n\nBut it does not.", "You say:\n> it works\n\nBut it does not."),
        Answer("long addressees", "RE: A", "It works.", "It works.\n\nFrom: Anna Bell <support@example.com>\nSent: Monday, March 2, 2026 10:22 AM\nTo: John Doe <john@example.org>;\n Jane Doe <jane@example.org>;\n Jim Doe <jim@example.org>\nCc: Joan <joan@example.org>\nSubject: A\n\nHello"),
    ];
}
