using CrmEnrichment.Tickets.Messages;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Messages;

public static class MachineMailTests
{
    [Theory]
    [InlineData("Auto-Submitted", "auto-generated", "auto-submitted"), InlineData("auto-submitted", "auto-replied; owner-email=\"a@example.org\"", "auto-submitted")]
    [InlineData("Auto-Submitted", "auto-notified", "auto-submitted"), InlineData("Auto-Submitted", "yes", "auto-submitted")]
    [InlineData("Precedence", "bulk", "precedence"), InlineData("Precedence", "Junk", "precedence"), InlineData("Precedence", "list", "precedence"), InlineData("Precedence", "auto_reply", "precedence")]
    [InlineData("X-Autoreply", "yes", "auto-reply"), InlineData("X-Autorespond", "Re: vacation", "auto-reply"), InlineData("X-Auto-Response-Suppress", "All", "auto-response-suppress")]
    [InlineData("X-Auto-Response-Suppress", "OOF, AutoReply", "auto-response-suppress"), InlineData("X-Auto-Response-Suppress", "DR,OOF", "auto-response-suppress")]
    [InlineData("X-Loop", "support@example.com", "loop"), InlineData(MachineMail.OwnHeader, "1", "own")]
    [InlineData("List-Id", "<news.example.com>", "list"), InlineData("List-Unsubscribe", "<https://example.com/u>", "list")]
    [InlineData("Return-Path", "<>", "bounce"), InlineData("Return-Path", " < > ", "bounce"), InlineData("X-Failed-Recipients", "a@example.org", "bounce")]
    [InlineData("Content-Type", "multipart/report; report-type=delivery-status; boundary=x", "report"), InlineData("Content-Type", "Multipart/Report;report-type=disposition-notification", "report")]
    public static void A_header_shows_a_machine(string name, string value, string reason) => MachineMail.Of(Message(name, value)).ShouldBe(reason);

    [Theory]
    [InlineData("Auto-Submitted", "no"), InlineData("Auto-Submitted", "No; a=b"), InlineData("Auto-Submitted", "no (a person)"), InlineData("Auto-Submitted", "")]
    [InlineData("Precedence", "normal"), InlineData("Precedence", "first-class"), InlineData("X-Autoreply", "no"), InlineData("X-Auto-Response-Suppress", "OOF"), InlineData("X-Auto-Response-Suppress", "None")]
    [InlineData("Return-Path", "<john@example.org>"), InlineData("Content-Type", "multipart/mixed; boundary=\"multipart/report\""), InlineData("X-Mailer", "bulk")]
    public static void A_persons_mail_is_a_persons(string name, string value) => MachineMail.Of(Message(name, value)).ShouldBeNull();

    [Theory]
    [InlineData("mailer-daemon@example.org", true), InlineData("postmaster@example.org", true), InlineData("noreply@example.org", true), InlineData("no-reply@example.org", true)]
    [InlineData("noreply+5@example.org", true), InlineData("john@noreply.example.org", false), InlineData("anna.noreply@example.org", false), InlineData(null, false)]
    public static void Some_senders_are_machines(string? from, bool machine) => (MachineMail.Of(new() { From = from }) is "sender").ShouldBe(machine);

    private static MailMessage Message(string name, string value) => new() { From = "john@example.org", Headers = [new("Subject", "A"), new(name, value)] };
}
