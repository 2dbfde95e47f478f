using System.Net;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.WebConsole;

/// <summary>Everybody on the machine reaches a loopback port, and so does every page that a browser shows: nobody but the browser that had the key gets in.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task The_key_works_once_and_without_it_there_is_nothing()
    {
        await using var room = await ConsoleRoom.StartAsync();
        var address = new Uri(await room.OpenAsync());
        using var browser = new Browser(address);

        (await browser.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync("/?key=0000")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync(address.PathAndQuery)).Status.ShouldBe(HttpStatusCode.Found);
        var (status, text, headers) = await browser.GetAsync("/");

        status.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("<h1>Overview</h1>");
        headers["Content-Security-Policy"].ShouldBe("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        headers["X-Frame-Options"].ShouldBe("DENY");
        headers["Cache-Control"].ShouldContain("no-store");
        headers.ShouldNotContainKey("Access-Control-Allow-Origin");
        headers.ShouldNotContainKey("Server");
        using var other = new Browser(address);
        (await other.GetAsync(address.PathAndQuery)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await other.GetAsync("/letters")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await other.GetAsync("/console.js")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_name_that_leads_here_is_not_ours()
    {
        await using var room = await ConsoleRoom.StartAsync();
        var address = new Uri(await room.OpenAsync());
        using var browser = new Browser(address);
        await browser.GetAsync(address.PathAndQuery);

        (await browser.GetAsync("/", host: $"evil.example:{address.Port}")).Status.ShouldBe(HttpStatusCode.MisdirectedRequest);
        (await browser.GetAsync("/", host: "127.0.0.1")).Status.ShouldBe(HttpStatusCode.MisdirectedRequest);
        (await browser.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("no origin", null, true, HttpStatusCode.Forbidden)]
    [InlineData("another origin", "https://evil.example", true, HttpStatusCode.Forbidden)]
    [InlineData("a page without an origin", "null", true, HttpStatusCode.Forbidden)]
    [InlineData("no token of our form", "own", false, HttpStatusCode.BadRequest)]
    [InlineData("our form", "own", true, HttpStatusCode.Found)]
    public async Task A_change_comes_from_our_own_form_only(string what, string? origin, bool hasToken, HttpStatusCode expected)
    {
        await using var room = await ConsoleRoom.StartAsync();
        room.Send();
        var address = new Uri(await room.OpenAsync());
        using var browser = new Browser(address);
        await browser.GetAsync(address.PathAndQuery);
        var token = await browser.TokenAsync("/change?do=park&reason=CrmUnavailable");

        var answer = await browser.PostAsync(
            "/change",
            [new("do", "park"), new("reason", "CrmUnavailable"), .. hasToken ? [new("__RequestVerificationToken", token)] : Array.Empty<KeyValuePair<string, string>>()],
            origin is "own" ? address.GetLeftPart(UriPartial.Authority) : origin);

        answer.Status.ShouldBe(expected, what);
        (room.Audit.Count > 0 || expected is HttpStatusCode.Found).ShouldBe(expected is HttpStatusCode.Found, what);
    }

    [Fact]
    public async Task Read_only_looks_and_changes_nothing()
    {
        await using var room = await ConsoleRoom.StartAsync();
        var letter = room.Send();
        var address = new Uri(await room.OpenAsync("--read-only"));
        using var browser = new Browser(address);
        await browser.GetAsync(address.PathAndQuery);
        var token = await browser.TokenAsync("/");

        foreach (var path in new[] { "/change", "/export", $"/letters/{letter}/reveal", $"/letters/{letter}/edit", $"/letters/{letter}/save" })
        {
            var answer = await browser.PostAsync(path, [new("do", "purge"), new("reason", "CrmUnavailable"), new("count", "1"), new("__RequestVerificationToken", token)], address.GetLeftPart(UriPartial.Authority));
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        (await browser.GetAsync("/letters")).Text.ShouldNotContain("Purge");
        room.Letters.ShouldBe(1);
        room.Audit.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_understood_means_no_letter()
    {
        await using var room = await ConsoleRoom.StartAsync();
        room.Send();
        var address = new Uri(await room.OpenAsync());
        using var browser = new Browser(address);
        await browser.GetAsync(address.PathAndQuery);
        var token = await browser.TokenAsync("/");
        var own = address.GetLeftPart(UriPartial.Authority);

        (await browser.GetAsync("/letters?reason=Unavailble")).Text.ShouldContain("reason is one of");
        var purge = await browser.PostAsync("/change", [new("do", "purge"), new("reason", "Unavailble"), new("count", "1"), new("__RequestVerificationToken", token)], own);
        var all = await browser.PostAsync("/change", [new("do", "purge"), new("count", "1"), new("__RequestVerificationToken", token)], own);

        purge.Status.ShouldBe(HttpStatusCode.BadRequest);
        all.Text.ShouldContain("it is not for every letter at once");
        room.Letters.ShouldBe(1);
    }

    [Fact]
    public async Task It_ends_with_Ctrl_C_and_releases_what_it_held()
    {
        await using var room = await ConsoleRoom.StartAsync();
        room.Send();
        var address = new Uri(await room.OpenAsync());
        using var browser = new Browser(address);
        await browser.GetAsync(address.PathAndQuery);
        await browser.GetAsync("/letters");

        (await room.EndAsync()).ShouldBe(0);

        room.Cloud.DeadLetters.Visible.ShouldBe(1);
    }
}
