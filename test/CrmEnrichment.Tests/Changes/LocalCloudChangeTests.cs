using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Vicidial;
using CrmEnrichment.Tests.Deployment;
using CrmEnrichment.Tests.Documentation;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Changes;

/// <summary>The whole way: a call, a change in the CRM during it, its notice over HTTP, the agent's new field; through the real executable.</summary>
public sealed class LocalCloudChangeTests
{
    private const string Conversation = "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agent_sees_during_the_call_what_somebody_changes_in_the_crm()
    {
        await using var cloud = await StartAsync();
        var started = await cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(SampleEvents.Text("01-")), Ct);
        JsonElement.Parse(started.Text).GetProperty("outcome").GetString().ShouldBe("Enriched");
        cloud.Crm.Put(SampleCustomers.Platinum with { LoyaltyTier = "Diamond" });

        var before = cloud.AwsRequests.All.Count;

        (await DoneAsync(cloud)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var attributes = cloud.Genesys.Conversations[Conversation].AttributesOf("3e0a0001-4a1b-4c2d-8e3f-077f17561eef");
        attributes["crm.loyaltyTier"].ShouldBe("Diamond");
        DateTimeOffset.Parse(attributes["crm.customer_data_updated"], CultureInfo.InvariantCulture).ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        cloud.UnexpectedRequests.ShouldBeEmpty();
        (await SendAsync(cloud, SampleCustomers.Platinum.Id, key: "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        StateGrantTests.NotGranted(cloud, before, "CrmChanged").ShouldBeEmpty("what the template's role does not grant, it does not do");
    }

    [Fact]
    public async Task The_sample_is_signed_for_its_own_time_and_taken_in_when_it_is_signed_anew()
    {
        await using var cloud = await StartAsync();
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "events/http/crm-changed.json"), Ct))!;
        var (headers, body) = (sample["headers"]!, sample["body"]!.GetValue<string>());
        headers["x-signature"]!.GetValue<string>().ShouldBe(ChangesRoom.Sign(body, headers["x-timestamp"]!.GetValue<string>(), ChangeSecrets.SigningKey));

        (await StatusAsync()).ShouldBe(401);

        (headers["x-timestamp"], headers["x-signature"]) = (Now, ChangesRoom.Sign(body, Now, ChangeSecrets.SigningKey));
        var status = await StatusAsync();
        (status is 503 ? await StatusAsync() : status).ShouldBe(200);

        async Task<int> StatusAsync()
        {
            var result = await cloud.CrmChanged.InvokeAsync(Encoding.UTF8.GetBytes(sample.ToJsonString()), Ct);
            return JsonElement.Parse(result.Text).GetProperty("statusCode").GetInt32();
        }
    }

    [Fact]
    public async Task The_command_line_of_the_page_is_answered()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the page is written for a shell");
        Assert.SkipUnless(await RunAsync("curl --version && openssl version", null) is 0, "curl or openssl is not there");
        await using var cloud = await StartAsync();
        await DoneAsync(cloud);

        var line = Page.Read("docs/crm-changes.md").CodeBlocks("sh").Single(block => block.Contains("curl", StringComparison.Ordinal));

        (await RunAsync(line, cloud.Http.Url)).ShouldBe(0, line);
    }

    [Fact]
    public async Task A_lead_of_vicidial_and_the_screen_that_shows_it_get_the_copied_fields_and_no_other()
    {
        await using var cloud = await StartAsync("security_phrase");
        var lead = PutLead(cloud);
        cloud.Vicidial.Agents["1002"].LeadId = lead.Id;
        cloud.Crm.Put(SampleCustomers.Platinum with { LoyaltyTier = "Diamond" });

        (await DoneAsync(cloud)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (lead["security_phrase"], lead["email"], lead["comments"]).ShouldBe(("Diamond", "old@example.com", "calls back"));
        var written = cloud.Vicidial.Requests.All.Where(request => request.Body.Contains("function=update_", StringComparison.Ordinal)).Select(request => request.Body).ToList();
        written.Count.ShouldBe(2);
        written[0].ShouldContain($"function=update_lead&search_method=LEAD_ID&lead_id={lead.Id}&security_phrase=Diamond");
        written[1].ShouldContain("function=update_fields&agent_user=1002&security_phrase=Diamond");
        cloud.UnexpectedRequests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_customer_who_is_no_lead_costs_no_request_to_the_crm()
    {
        await using var cloud = await StartAsync("security_phrase");

        (await DoneAsync(cloud)).StatusCode.ShouldBe(HttpStatusCode.OK);

        cloud.Vicidial.Requests.All.ShouldHaveSingleItem().Body.ShouldContain($"function=lead_search&search_method=VENDOR_LEAD_CODE&vendor_lead_code={SampleCustomers.Platinum.Id}");
        cloud.Crm.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_that_vicidial_does_not_take_comes_again()
    {
        await using var cloud = await StartAsync("security_phrase");
        var lead = PutLead(cloud);
        cloud.Vicidial.Users[VicidialAccount.User] = new(VicidialAccount.User, "another");

        (await SendAsync(cloud, SampleCustomers.Platinum.Id)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        lead["security_phrase"].ShouldBeEmpty();
    }

    private static PretendLead PutLead(EmbeddedCloud cloud)
    {
        var lead = cloud.Vicidial.NewLead();
        (lead["vendor_lead_code"], lead["phone_number"], lead["phone_code"]) = (SampleCustomers.Platinum.Id, "3175550142", "1");
        (lead["list_id"], lead["email"], lead["comments"]) = (VicidialAccount.List, "old@example.com", "calls back");
        return lead;
    }

    private static string Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_lead_gets_the_whole_address_which_agents_may_not_see()
    {
        await using var cloud = await StartAsync("email", "email");
        var lead = PutLead(cloud);
        cloud.Crm.Put(SampleCustomers.Platinum with { Extra = new JsonObject { ["email"] = "dana.new@example.com" } });

        (await DoneAsync(cloud)).StatusCode.ShouldBe(HttpStatusCode.OK);

        lead["email"].ShouldBe("dana.new@example.com");
    }

    /// <param name="leadField">VICIdial's name of the field that is a copy of the tier; null: there is no VICIdial.</param>
    /// <param name="from">The customer's field that it is a copy of.</param>
    private static Task<EmbeddedCloud> StartAsync(string? leadField = null, string from = "loyaltyTier") => EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
    {
        Changes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Senders__0__Source"] = "crm",
            ["Senders__0__SecretId"] = ChangeSecrets.Id,
        },
        VicidialApi = leadField is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { [$"LeadFields__{leadField}"] = from },
        Environment = Patience.With(from is "email" ? [("Crm__Sources__0__Fields__email", from)] : []),
    });

    /// <summary>A busy machine can take longer for a cold process than a sender waits: the sender then sends it again.</summary>
    private static async Task<HttpResponseMessage> DoneAsync(EmbeddedCloud cloud)
    {
        var response = await SendAsync(cloud, SampleCustomers.Platinum.Id);
        for (var i = 0; i < 5 && response.StatusCode is HttpStatusCode.ServiceUnavailable; i++)
        {
            response = await SendAsync(cloud, SampleCustomers.Platinum.Id);
        }

        return response;
    }

    private static async Task<int> RunAsync(string line, Uri? url)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["url"] = url?.ToString().TrimEnd('/'), ["signing_key"] = ChangeSecrets.SigningKey },
        })!;
        await Task.WhenAll(shell.StandardError.ReadToEndAsync(Ct), shell.StandardOutput.ReadToEndAsync(Ct), shell.WaitForExitAsync(Ct));
        return shell.ExitCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(EmbeddedCloud cloud, string id, string key = ChangeSecrets.SigningKey)
    {
        using var http = new HttpClient();
        var body = $$"""{"customer_id": "{{id}}"}""";
        var timestamp = Now;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(cloud.Http.Url, "/crm/changes/crm")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Signature", ChangesRoom.Sign(body, timestamp, key));
        return await http.SendAsync(request, Ct);
    }
}
