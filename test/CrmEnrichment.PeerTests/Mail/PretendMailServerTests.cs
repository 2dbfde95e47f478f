using System.Text;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>Logins, bounds and faults of the local cloud's mail server.</summary>
public sealed class PretendMailServerTests : IAsyncLifetime
{
    private readonly PretendMail _server = new();
    private string _user = "";

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _user = await _server.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("PLAIN", "\0{0}\0a right password", "OK"), InlineData("PLAIN", "\0{0}\0a wrong password", "NO"), InlineData("PLAIN", "nonsense", "NO")]
    [InlineData("XOAUTH2", "user={0}\u0001auth=Bearer a right token\u0001\u0001", "OK")]
    public async Task A_login_is_checked(string mechanism, string reply, string expected)
    {
        _server.Mailbox(_user).Token = "a right token";
        using var dialogue = await ImapDialogue.ConnectAsync(_server);

        (await dialogue.SayAsync($"AUTHENTICATE {mechanism} {Base64(reply)}"))[^1].ShouldBe(expected);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_explained_before_the_answer()
    {
        using var dialogue = await ImapDialogue.ConnectAsync(_server);

        await dialogue.SendAsync($"a AUTHENTICATE XOAUTH2 {Base64("user={0}\u0001auth=Bearer wrong\u0001\u0001")}\r\n");
        (await dialogue.ReadAnswerAsync()).ShouldStartWith("+ ");
        await dialogue.SendAsync("\r\n");

        (await dialogue.ReadAnswerAsync()).ShouldStartWith("a NO [AUTHENTICATIONFAILED]");
    }

    [Fact]
    public async Task The_reply_of_a_login_may_come_on_its_own_line()
    {
        using var dialogue = await ImapDialogue.ConnectAsync(_server);

        await dialogue.SendAsync("a AUTHENTICATE PLAIN\r\n");
        (await dialogue.ReadAnswerAsync()).ShouldStartWith("+");
        await dialogue.SendAsync($"{Base64("\0{0}\0a right password")}\r\n");

        (await dialogue.ReadAnswerAsync()).ShouldStartWith("a OK");
    }

    [Theory]
    [InlineData("a LOGIN {999999999999}\r\n"), InlineData("a LOGIN {5000}\r\n"), InlineData("a LOGIN \"unclosed\r\n"), InlineData("\r\n")]
    public async Task What_is_too_long_or_no_command_ends_the_connection(string sent)
    {
        using var dialogue = await ImapDialogue.ConnectAsync(_server);

        await dialogue.SendAsync(sent);

        (await dialogue.ReadAnswerAsync()).ShouldStartWith("* BYE");
        (await dialogue.ReadAnswerAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_without_an_end_ends_the_connection()
    {
        using var dialogue = await ImapDialogue.ConnectAsync(_server);

        await dialogue.SendAsync($"a NOOP {new string('x', 17 * 1024)}");

        (await dialogue.ReadAnswerAsync()).ShouldStartWith("* BYE");
    }

    [Fact]
    public async Task A_mail_is_dropped_in_by_any_client()
    {
        using var dialogue = await ImapDialogue.StartAsync(_server, _user);
        const string Mail = "Subject: dropped\r\n\r\nHello\r\n";

        (await dialogue.SayAsync($"APPEND INBOX (\\Seen) {{{Mail.Length}+}}\r\n{Mail}"))[^1].ShouldBe("OK");
        await dialogue.SayAsync("EXAMINE INBOX");

        (await dialogue.SayAsync("UID FETCH 1 (BODY.PEEK[])"))[0].ShouldContain("Subject: dropped");
        (await dialogue.SayAsync("APPEND Nowhere {2+}\r\nxx"))[^1].ShouldBe("NO");
    }

    [Fact]
    public async Task A_command_that_is_not_known_is_recorded_as_such_and_a_password_is_not()
    {
        using var dialogue = await ImapDialogue.StartAsync(_server, _user);

        (await dialogue.SayAsync("XYZZY")).ShouldBe(["BAD"]);

        _server.Server.Requests.Unexpected.ShouldHaveSingleItem().ToString().ShouldContain("XYZZY");
        string.Concat(_server.Server.Requests.All).ShouldNotContain(IMailPeer.Password);
    }

    [Fact]
    public async Task Faults_are_what_they_are_over_http()
    {
        var faults = _server.Server.Faults;
        faults.Next(Request.Any, Fault.Answer(503));
        using (var refused = await ImapDialogue.ConnectAsync(_server))
        {
            refused.Greeting.ShouldStartWith("* BYE");
        }

        faults.Next(request => request.Method is "LOGIN", Fault.Answer(401));
        faults.Next(request => request.Method is "NOOP", Fault.Answer(429));
        faults.Next(request => request.Method is "NOOP", Fault.GarbageBody);
        using var dialogue = await ImapDialogue.ConnectAsync(_server);
        (await dialogue.SayAsync($"LOGIN {_user} \"{IMailPeer.Password}\"")).ShouldBe(["NO"]);
        (await dialogue.SayAsync("NOOP")).ShouldBe(["NO"]);
        await dialogue.SendAsync("a NOOP\r\n");
        (await dialogue.ReadAnswerAsync()).ShouldStartWith("<html>");
        (await dialogue.ReadAnswerAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_is_reset()
    {
        _server.Server.Faults.Next(request => request.Method is "NOOP", Fault.ConnectionReset);
        using var dialogue = await ImapDialogue.StartAsync(_server, _user);
        await dialogue.SendAsync("a NOOP\r\n");

        await Should.ThrowAsync<IOException>(dialogue.ReadAnswerAsync());
    }

    private string Base64(string reply) => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Format(reply, _user)));
}
