using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>XOAUTH2 against a real dovecot, with tokens that are issued as Microsoft and Google issue them.</summary>
[Collection(Dovecot.Collection)]
public sealed class DovecotTokenTests(Dovecot server)
{
    [Theory]
    [InlineData("Microsoft")]
    [InlineData("Google")]
    public async Task A_token_opens_the_mailbox_and_serves_several_runs(string auth)
    {
        await using var room = await StartAsync(auth);
        await room.DeliverAsync(Written.Many(2));

        MailRoom.Count(await room.RunAsync(), "TicketCommented").ShouldBe(2);
        await room.DeliverAsync(Written.Mail("later", "Re: [#8] Printer", "And once more."));
        MailRoom.Count(await room.RunAsync(), "TicketCommented").ShouldBe(1);

        server.Tokens.Issued(room.User).ShouldBe(1);
    }

    [Theory]
    [InlineData("Microsoft")]
    [InlineData("Google")]
    public async Task A_token_that_is_refused_is_replaced_once(string auth)
    {
        await using var room = await StartAsync(auth);
        MailRoom.End(await room.RunAsync()).ShouldBe("Complete");
        server.Tokens.Revoke(room.User);
        await room.DeliverAsync(Written.Many(1));

        MailRoom.Count(await room.RunAsync(), "TicketCommented").ShouldBe(1);

        server.Tokens.Issued(room.User).ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_client_secret_is_said_without_it()
    {
        await using var room = await StartAsync("Microsoft", "the old secret");

        var run = await room.RunAsync();

        MailRoom.End(run).ShouldBe("Failed");
        MailRoom.Failure(run).ShouldContain("IMAP.AccessAsApp");
        MailRoom.Failure(run).ShouldNotContain("the old secret");
    }

    [Fact]
    public async Task A_token_for_another_mailbox_is_refused_and_said()
    {
        await using var room = await StartAsync("Microsoft");
        room.SetSecret(Microsoft(room.User, TokenIssuer.ClientSecret, client: "somebody@example.com"));

        var run = await room.RunAsync();

        MailRoom.End(run).ShouldBe("Failed");
        MailRoom.Failure(run).ShouldContain("refused the login");
    }

    private async Task<MailRoom> StartAsync(string auth, string clientSecret = TokenIssuer.ClientSecret)
    {
        var room = await MailRoom.StartAsync(server, null, ("Mailboxes__0__Auth", auth), ("Mailboxes__0__LoginUrl", server.Tokens.Url.ToString()));
        room.SetSecret(auth is "Microsoft"
            ? Microsoft(room.User, clientSecret, room.User)
            : new() { ["username"] = room.User, ["client_email"] = TokenIssuer.ServiceAccount, ["private_key"] = server.Tokens.PrivateKey });
        return room;
    }

    private static JsonObject Microsoft(string user, string clientSecret, string client) =>
        new() { ["username"] = user, ["tenant_id"] = TokenIssuer.Tenant, ["client_id"] = client, ["client_secret"] = clientSecret };
}
