using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>Somebody changes the caller's record in the CRM, and the CRM tells of it by a signed notice: the agent who talks to the caller sees the new value.</summary>
internal sealed class CustomerChange(EmbeddedCloud cloud, string conversation)
{
    private const string Path = "/crm/changes/crm";

    public async Task<Check> TellAsync(Storyteller teller, CancellationToken ct)
    {
        teller.Title("the customer is changed in the CRM during the call", $"POST {Path}");
        cloud.Crm.Put(SampleCustomers.Platinum with { LoyaltyTier = "Diamond" });
        var status = await SendAsync(ct);

        // A process that has just started may need longer than a sender waits. The sender then sends it again.
        for (var i = 0; i < 3 && status is 503; i++)
        {
            status = await SendAsync(ct);
        }

        cloud.Crm.Put(SampleCustomers.Platinum);
        var written = cloud.Genesys.Conversations[conversation].Participants.SelectMany(participant => cloud.Genesys.Conversations[conversation].AttributesOf(participant.Id))
            .Where(attribute => attribute.Key is "crm.loyaltyTier" or "crm.customer_data_updated").ToDictionary(StringComparer.Ordinal);
        teller.TellAnswer(new JsonObject(written.Select(attribute => KeyValuePair.Create(attribute.Key, (JsonNode?)attribute.Value))), "written");
        return new(
            "whole call: a change in the CRM reaches the agent",
            "200, Diamond, with its time",
            $"{status}, {written.GetValueOrDefault("crm.loyaltyTier")}, {(written.ContainsKey("crm.customer_data_updated") ? "with its time" : "without a time")}",
            cloud.Http.Invocations is [.., var last] ? last : null);
    }

    private async Task<int> SendAsync(CancellationToken ct)
    {
        var body = new JsonObject { ["customer_id"] = SampleCustomers.Platinum.Id }.ToJsonString();
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(cloud.Http.Url, Path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ChangeSecrets.SigningKey), Encoding.UTF8.GetBytes($"{timestamp}.{body}"))));
        using var response = await http.SendAsync(request, ct);
        return (int)response.StatusCode;
    }
}
