using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>TLS and the login, against a real dovecot.</summary>
[Collection(Dovecot.Collection)]
public sealed class DovecotLoginTests(Dovecot server)
{
    [Fact]
    public async Task Starttls_is_spoken()
    {
        await using var room = await MailRoom.StartAsync(server, server.PlainPort, ("Mailboxes__0__Tls", "StartTls"));
        await room.DeliverAsync(Written.Many(1));

        MailRoom.Count(await room.RunAsync(), "TicketCommented").ShouldBe(1);
    }

    [Fact]
    public async Task A_certificate_of_a_stranger_is_refused_and_said()
    {
        await using var room = await MailRoom.StartAsync(server, null, ("Mailboxes__0__AuthoritiesFile", server.Stranger));

        var run = await room.RunAsync();

        MailRoom.End(run).ShouldBe("Failed");
        MailRoom.Failure(run).ShouldContain("certificate");
    }

    [Fact]
    public async Task A_port_without_tls_is_said()
    {
        await using var room = await MailRoom.StartAsync(server, server.PlainPort);

        MailRoom.Failure(await room.RunAsync()).ShouldContain("TLS");
    }
}
