using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
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
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
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
        var started = await cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(SampleEvents.Text("01-")), Ct);
        JsonElement.Parse(started.Text).GetProperty("outcome").GetString().ShouldBe("Enriched");
        cloud.Crm.Put(SampleCustomers.Platinum with { LoyaltyTier = "Diamond" });

        // A busy machine can take longer for a cold process than a sender waits: the sender then sends it again.
        var response = await SendAsync(cloud, SampleCustomers.Platinum.Id);
        for (var i = 0; i < 5 && response.StatusCode is HttpStatusCode.ServiceUnavailable; i++)
        {
            response = await SendAsync(cloud, SampleCustomers.Platinum.Id);
        }

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var attributes = cloud.Genesys.Conversations[Conversation].AttributesOf("3e0a0001-4a1b-4c2d-8e3f-077f17561eef");
        attributes["crm.loyaltyTier"].ShouldBe("Diamond");
        DateTimeOffset.Parse(attributes["crm.customer_data_updated"], CultureInfo.InvariantCulture).ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        cloud.UnexpectedRequests.ShouldBeEmpty();
        (await SendAsync(cloud, SampleCustomers.Platinum.Id, key: "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpResponseMessage> SendAsync(EmbeddedCloud cloud, string id, string key = ChangeSecrets.SigningKey)
    {
        using var http = new HttpClient();
        var body = $$"""{"customer_id": "{{id}}"}""";
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(cloud.Http.Url, "/crm/changes/crm")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{timestamp}.{body}"))));
        return await http.SendAsync(request, Ct);
    }
}
