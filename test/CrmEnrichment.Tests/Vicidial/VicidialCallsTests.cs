using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>VICIdial's call URLs: the article's, word for word, and what is answered to others.</summary>
public sealed class VicidialCallsTests
{
    /// <summary>The article's three URLs with the values of its examples.</summary>
    public static TheoryData<string> OfTheArticle =>
    [
        "/webhook/call_end?lead_id=--A--lead_id--B--&dispo=--A--dispo--B--&talk_time=--A--talk_time--B--&agent=--A--user--B--&vendor_code=--A--vendor_lead_code--B--&recording=--A--recording_filename--B--",
        "/webhook/call_start?lead_id=--A--lead_id--B--&phone=--A--phone_number--B--&agent=--A--user--B--&campaign=--A--campaign--B--&uniqueid=--A--uniqueid--B--&vendor_code=--A--vendor_lead_code--B--",
        "/webhook/call_end?lead_id=--A--lead_id--B--&dispo=--A--dispo--B--&talk_time=--A--talk_time--B--&agent=--A--user--B--&phone=--A--phone_number--B--&vendor_code=--A--vendor_lead_code--B--&recording=--A--recording_filename--B--&uniqueid=--A--uniqueid--B--&first_name=--A--first_name--B--&last_name=--A--last_name--B--",
    ];

    [Theory, MemberData(nameof(OfTheArticle))]
    public async Task The_articles_urls_are_answered_with_the_articles_words(string url)
    {
        await using var floor = await Dialler.StartAsync();

        // VICIdial puts the values in.
        var called = url.Replace("--A--lead_id--B--", "485721", StringComparison.Ordinal).Replace("--A--dispo--B--", "SALE", StringComparison.Ordinal).Replace("--A--talk_time--B--", "120", StringComparison.Ordinal)
            .Replace("--A--user--B--", "agent101", StringComparison.Ordinal).Replace("--A--vendor_lead_code--B--", Dialler.VendorCode, StringComparison.Ordinal)
            .Replace("--A--recording_filename--B--", "20261120-060000_3125551234", StringComparison.Ordinal).Replace("--A--phone_number--B--", "3125551234", StringComparison.Ordinal)
            .Replace("--A--campaign--B--", "TESTCAMP", StringComparison.Ordinal).Replace("--A--uniqueid--B--", "1795170000.12", StringComparison.Ordinal)
            .Replace("--A--first_name--B--", "Sarah", StringComparison.Ordinal).Replace("--A--last_name--B--", "Johnson", StringComparison.Ordinal);

        (await floor.CallAsync(called)).ShouldBe((200, "OK"));

        // As they stand in the campaign, with nothing put in.
        (await floor.CallAsync(url)).ShouldBe((400, "MISSING_DATA"));
        if (url.Contains("call_end", StringComparison.Ordinal))
        {
            (await floor.CallAsync(called.Replace("dispo=SALE", "dispo=PHISH", StringComparison.Ordinal))).ShouldBe((200, "UNMAPPED_DISPO"));
            (await floor.CallAsync(called.Replace("dispo=SALE", "dispo=", StringComparison.Ordinal))).ShouldBe((400, "MISSING_DATA"));
            (await floor.CallAsync(called.Replace($"vendor_code={Dialler.VendorCode}", "vendor_code=", StringComparison.Ordinal))).ShouldBe((400, "MISSING_DATA"));
            await floor.UntilAsync(() => floor["deal_stage"] is "Closed Won", "the stage");
        }
    }

    [Fact]
    public async Task Nobody_is_asked_on_the_way_but_the_queue()
    {
        await using var floor = await Dialler.StartAsync();
        (await floor.EndAsync("NI", "&uniqueid=1.1")).ShouldBe((200, "OK"));
        await floor.UntilAsync(() => floor["deal_stage"] is "Closed Lost", "the first call");
        var before = floor.Cloud.VicidialCalls.Environments.Count;

        (await floor.EndAsync("XFER", "&uniqueid=1.2")).ShouldBe((200, "OK"));

        floor.Cloud.VicidialCalls.Environments.Count.ShouldBe(before);
        floor.Cloud.AwsRequests.All.Count(request => request.Operation is "secretsmanager.GetSecretValue" && request.Body.Contains(CallUrlSecret.Id, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("POST", "/webhook/call_end", "lead_id=485721&dispo=SALE&vendor_code=CUST-10042")]
    [InlineData("POST", "/webhook/call_end?lead_id=485721&vendor_code=CUST-10042", "dispo=SALE")]
    [InlineData("GET", "/webhook/call_end?lead_id=485721&dispo=SALE&vendor_lead_code=CUST-10042&first_name=Tom%20&%20Jerry", null)]
    public async Task A_form_does_as_well_as_a_query_and_an_url_that_nobody_encoded(string method, string path, string? form)
    {
        await using var floor = await Dialler.StartAsync();

        (await floor.SendAsync(new(method), path, form)).ShouldBe((200, "OK"));

        await floor.UntilAsync(() => floor["deal_stage"] is "Closed Won", "the stage");
    }

    [Fact]
    public async Task Without_the_secret_there_is_nothing_here()
    {
        await using var floor = await Dialler.StartAsync();

        (await floor.CallAsync("/webhook/call_end?dispo=SALE&vendor_code=CUST-10042", "local-secret-of-the-call-urlx")).ShouldBe((404, "NOT_FOUND"));
        (await floor.CallAsync("/webhook/call_end?dispo=SALE&vendor_code=CUST-10042", "x")).ShouldBe((404, "NOT_FOUND"));

        floor.Cloud.Calls.Bodies.ShouldBeEmpty();
        floor.Cloud.Crm.Requests.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("203.0.113.7/32", 404)]
    [InlineData("203.0.113.7/32,127.0.0.0/8", 200)]
    public async Task Only_the_addresses_that_are_allowed_may_call(string ranges, int status)
    {
        await using var floor = await Dialler.StartAsync(vicidial: new Dictionary<string, string>(StringComparer.Ordinal) { ["AllowedAddresses__0"] = ranges });

        (await floor.EndAsync("NI")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_url_with_the_agents_password_is_refused_and_the_password_is_nowhere()
    {
        await using var floor = await Dialler.StartAsync();

        (await floor.EndAsync("SALE", "&pass=hunter2hunter2")).ShouldBe((400, "PASSWORD_IN_URL"));
        (await floor.EndAsync("SALE", "&p=--A--pass--B--")).ShouldBe((400, "PASSWORD_IN_URL"));

        floor.Cloud.Calls.Bodies.ShouldBeEmpty();
        floor.Cloud.AwsRequests.All.Where(request => request.Operation is "AmazonSQS.SendMessage").ShouldBeEmpty();
        var log = string.Join('\n', floor.Cloud.Http.Invocations.SelectMany(invocation => invocation.Log.Lines));
        log.ShouldContain("it holds the agent's password");
        log.ShouldContain("\"Result\":\"password\"");
        log.ShouldNotContain("hunter2");
        string.Join('\n', floor.Cloud.Http.AccessLog).ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Neither_the_secret_nor_a_number_nor_a_name_is_logged()
    {
        await using var floor = await Dialler.StartAsync();

        await floor.EndAsync("SALE", "&first_name=Sarah&uniqueid=1.1");
        await floor.EndAsync("", "&first_name=Sarah");
        await floor.UntilAsync(() => floor["deal_stage"] is "Closed Won", "the stage");

        var log = string.Join('\n', floor.Cloud.Http.Invocations.SelectMany(invocation => invocation.Log.Lines).Concat(floor.Cloud.Http.AccessLog));
        log.ShouldNotContain(CallUrlSecret.Value);
        log.ShouldNotContain("5550142");
        log.ShouldNotContain("Sarah");
        log.ShouldContain("/{secret}/webhook/call_end");
        floor.Cloud.AwsRequests.All.Where(request => request.Operation is "AmazonSQS.SendMessage").ShouldAllBe(request => !request.Body.Contains(CallUrlSecret.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_queue_the_answer_is_never_OK()
    {
        await using var floor = await Dialler.StartAsync();
        floor.Cloud.AwsFaults.Always(request => request.Operation is "AmazonSQS.SendMessage", Fault.Answer(500));

        (await floor.EndAsync("SALE")).ShouldBe((503, "NOT_AVAILABLE"));

        string.Join('\n', floor.Cloud.Http.Invocations.SelectMany(invocation => invocation.Log.Lines)).ShouldContain("\"Result\":\"not_queued\"");
        floor.Cloud.AwsFaults.Clear();
        (await floor.EndAsync("SALE")).ShouldBe((200, "OK"));
    }

    [Theory]
    [InlineData("PUT", "/webhook/call_end", 405)]
    [InlineData("GET", "/webhook/call_middle?dispo=SALE", 404)]
    public async Task Other_requests_are_refused(string method, string path, int status)
    {
        await using var floor = await Dialler.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new(method), new Uri(floor.Cloud.Http.Url, $"/{CallUrlSecret.Value}{path}"));

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(status);
    }
}
