using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
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

    private static string Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static Task<EmbeddedCloud> StartAsync() => EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
    {
        Changes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Senders__0__Source"] = "crm",
            ["Senders__0__SecretId"] = ChangeSecrets.Id,
        },
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Genesys__MaxEventAge"] = "3650.00:00:00",
            ["Http__ConnectTimeoutMs"] = "10000",
            ["Http__AttemptTimeoutMs"] = "10000",
            ["Http__CredentialsBudgetMs"] = "60000",
            ["Crm__Sources__0__TimeoutMs"] = "3000",
        },
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
