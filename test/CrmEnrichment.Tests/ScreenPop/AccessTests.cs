using System.Net;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.ScreenPop;

/// <summary>Who gets a page, and what is told of it to others.</summary>
public sealed class AccessTests
{
    private static DateTimeOffset Soon => TimeProvider.System.GetUtcNow().AddMinutes(5);

    [Fact]
    public async Task A_signed_link_opens_the_page_that_was_signed_and_no_other()
    {
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(AgentDesktop.Dana, AgentDesktop.Dana with { Id = "CUST-70002" });
        var link = AgentDesktop.LinkTo($"{AgentDesktop.Query}&interaction_id=c-1", Soon);

        var chooser = await desktop.ReadAsync(link);
        AgentDesktop.TextOf(chooser).ShouldStartWith("2 customers");
        AgentDesktop.TextOf(await desktop.ReadAsync($"/screenpop{AgentDesktop.Links(chooser)[1]}")).ShouldStartWith("Dana Łukasik");
        AgentDesktop.TextOf(await desktop.ReadAsync(link.Replace("/screenpop?", "/screenpop/rest?", StringComparison.Ordinal))).ShouldStartWith("2 customers");

        await desktop.ReadAsync(link.Replace("5550142", "5550177", StringComparison.Ordinal), 401);
        await desktop.ReadAsync($"{link}&phone_code=1", 401);
        await desktop.ReadAsync(link.Replace("caller=genesys", "caller=vicidial", StringComparison.Ordinal), 401);
        await desktop.ReadAsync(AgentDesktop.LinkTo(AgentDesktop.Query, Soon, "another-key-of-more-than-32-characters"), 401);
    }

    [Fact]
    public async Task A_signed_link_holds_for_a_short_time()
    {
        await using var desktop = await AgentDesktop.StartAsync();

        AgentDesktop.TextOf(await desktop.ReadAsync(AgentDesktop.LinkTo(AgentDesktop.Query, TimeProvider.System.GetUtcNow().AddMinutes(-1)), 401)).ShouldStartWith("This link has expired");
        await desktop.ReadAsync(AgentDesktop.LinkTo(AgentDesktop.Query, TimeProvider.System.GetUtcNow().AddHours(1)), 401);
        desktop.Cloud.Crm.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_key_or_a_signature_nobody_is_looked_up()
    {
        await using var desktop = await AgentDesktop.StartAsync();

        AgentDesktop.TextOf(await desktop.ReadAsync($"/screenpop?{AgentDesktop.Query}", 401)).ShouldStartWith("Not allowed");
        await desktop.OpenAsync(AgentDesktop.Query, 401, "wrong-key");
        await desktop.OpenAsync(AgentDesktop.Query, 401, "wrong-key", "/rest");
        await desktop.OpenAsync(AgentDesktop.Query, 401, new string('k', 600));
        desktop.Cloud.Crm.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_may_see_little_sees_little()
    {
        await using var desktop = await AgentDesktop.StartAsync();
        desktop.Know(AgentDesktop.Dana);

        AgentDesktop.TextOf(await desktop.OpenAsync(AgentDesktop.Query, key: ScreenPopSecrets.BasicKey))
            .ShouldBe("Dana Łukasik Call +1 317-555-0142 Open in crm Details Email d•••@example.com");
    }

    [Fact]
    public async Task Whoever_asks_too_often_waits()
    {
        await using var desktop = await AgentDesktop.StartAsync(("ScreenPop__RequestsPerMinute", "1"));
        await desktop.OpenAsync("phone=anonymous");

        // The minute may end between two of them.
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await desktop.SendAsync($"/{ScreenPopSecrets.Key}/screenpop?phone=anonymous");
            statuses.Add(response.StatusCode);
        }

        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Only_the_pages_that_are_configured_may_frame_it()
    {
        await using var desktop = await AgentDesktop.StartAsync(("ScreenPop__FrameAncestors", "https://vicidial.example.com, https://*.mypurecloud.com"));
        using var framed = await desktop.SendAsync($"/{ScreenPopSecrets.Key}/screenpop?phone=anonymous");
        framed.Headers.GetValues("Content-Security-Policy").Single().ShouldEndWith("frame-ancestors https://vicidial.example.com https://*.mypurecloud.com");
        framed.Headers.Contains("X-Frame-Options").ShouldBeFalse();

        await using var other = await AgentDesktop.StartAsync();
        using var alone = await other.SendAsync($"/{ScreenPopSecrets.Key}/screenpop?phone=anonymous");
        alone.Headers.GetValues("Content-Security-Policy").Single().ShouldEndWith("frame-ancestors 'none'");
        alone.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
    }

    [Theory]
    [InlineData("page.css", "text/css; charset=utf-8")]
    [InlineData("page.js", "text/javascript; charset=utf-8")]
    public async Task The_style_and_the_script_tell_nothing_and_are_kept_by_browsers(string file, string type)
    {
        await using var desktop = await AgentDesktop.StartAsync();
        foreach (var path in new[] { $"/screenpop/{file}", $"/any/screenpop/{file}?v=1" })
        {
            using var response = await desktop.SendAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Content.Headers.ContentType!.ToString().ShouldBe(type);
            response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        }

        (await desktop.OpenAsync("phone=anonymous")).ShouldContain($"=\"screenpop/{file}?v=");
    }

    [Fact]
    public async Task There_is_nothing_else_and_no_other_method()
    {
        await using var desktop = await AgentDesktop.StartAsync();
        using var other = await desktop.SendAsync("/screenpop/other.js");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var post = await desktop.SendAsync($"/{ScreenPopSecrets.Key}/screenpop", HttpMethod.Post);
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        post.Content.Headers.Allow.ShouldBe(["GET"]);
    }

    [Fact]
    public async Task Nothing_personal_is_logged_whatever_happens()
    {
        await using var desktop = await AgentDesktop.StartAsync(("Logging__Level", "Trace"), ("Http__MaxRetries", "0"));
        desktop.Know(AgentDesktop.Dana, AgentDesktop.Dana with { Id = "CUST-70002" });
        var chooser = await desktop.OpenAsync(AgentDesktop.Query);
        await desktop.OpenAsync(AgentDesktop.Links(chooser)[0][1..]);
        await desktop.ReadAsync(AgentDesktop.LinkTo(AgentDesktop.Query, Soon));
        await desktop.OpenAsync(AgentDesktop.Query, 401, "wrong-key");
        await desktop.OpenAsync($"{AgentDesktop.Query}&pass=agents-password", 400);
        desktop.Cloud.Crm.Faults.Always(Request.Any, Fault.Answer(500, "+13175550142 is Platinum"));
        await desktop.OpenAsync("phone=%2B13175550177");

        var last = desktop.Cloud.Http.Invocations[^1].Log;
        await last.ArrivalOfAsync(line => line.Contains("screen_pops", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var logs = desktop.Cloud.Http.Invocations.SelectMany(invocation => invocation.Log.Lines).Concat(desktop.Cloud.Http.AccessLog).ToList();
        logs.AddRange(desktop.Cloud.ScreenPop.Environments.SelectMany(environment => environment.Startup.Lines));
        logs.Count.ShouldBeGreaterThan(15);
        logs.Count(line => line.Contains("screenpop/vicidial (Context) looked a customer up", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(3);
        string[] personal = ["5550142", "5550177", ScreenPopSecrets.Key, "wrong-key", ScreenPopSecrets.SigningKey, "CUST-7000", "Platinum", "Łukasik", "phone=", "agents-password", "signature="];
        foreach (var word in personal)
        {
            logs.ShouldNotContain(line => line.Contains(word, StringComparison.OrdinalIgnoreCase), word);
        }
    }
}
