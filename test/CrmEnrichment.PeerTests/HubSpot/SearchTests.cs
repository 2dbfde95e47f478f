using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.PeerTests.Genesys;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.HubSpot;

/// <summary>What the real executable asks, against HubSpot's own descriptions of it.</summary>
public sealed class SearchTests(ValidatingHubSpot hubSpot) : IClassFixture<ValidatingHubSpot>
{
    [Fact]
    public async Task The_searches_for_a_caller_and_the_deal_are_accepted()
    {
        ValidatingHubSpot.OrSkip();

        await PlayAsync(SampleEvents.Read("01-"));

        Accepted(hubSpot.Contacts).Path.ShouldBe("/crm/v3/objects/contacts/search");
        Accepted(hubSpot.Deals).Path.ShouldBe("/crm/v3/objects/0-3/search");
    }

    [Fact]
    public async Task A_contact_by_id_is_asked_for_as_described()
    {
        ValidatingHubSpot.OrSkip();

        await PlayAsync(SampleEvents.With("tutorial-interaction-created", e => e["detail"]!["externalCustomerId"] = SampleContacts.ContactId));

        Accepted(hubSpot.Contacts).Path.ShouldBe($"/crm/v3/objects/contacts/{SampleContacts.ContactId}");
        Accepted(hubSpot.Deals);
    }

    [Fact]
    public async Task The_searches_of_a_health_check_are_accepted()
    {
        ValidatingHubSpot.OrSkip();
        await using var cloud = await StartAsync();

        var result = await cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        JsonElement.Parse(result.Text).GetProperty("status").GetString().ShouldBe("Healthy", result.Text);
        Accepted(hubSpot.Contacts).Path.ShouldBe("/crm/v3/objects/contacts/search");
        Accepted(hubSpot.Deals).Path.ShouldBe("/crm/v3/objects/0-3/search");
    }

    [Theory]
    [InlineData("/crm/v3/objects/contacts/search", """{"filterGroups":[{"filters":[{"propertyName":"phone","operator":"LIKE","value":"1"}]}],"sorts":[],"properties":[],"limit":1,"after":"0"}""", "must be equal to one of the allowed values")]
    [InlineData("/crm/v3/objects/contacts/search", """{"filterGroups":[]}""", "must have required property")]
    public async Task The_judge_does_complain(string path, string body, string complaint)
    {
        ValidatingHubSpot.OrSkip();
        hubSpot.Contacts.Forget();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, hubSpot.Contacts.Url + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", "token");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        hubSpot.Contacts.Verdicts.ShouldHaveSingleItem().Violations.ShouldNotBeNull().ShouldContain(complaint);
        hubSpot.Contacts.Verdicts[0].Violations!.ShouldContain("\"request\"");
    }

    private static Verdict Accepted(Prism judge)
    {
        var verdict = judge.Verdicts.ShouldHaveSingleItem();
        // The descriptions' examples are null, so that prism complains of answers of its own making; those are not what we are about.
        (verdict.Violations ?? "").ShouldNotContain("\"request\"");
        return verdict;
    }

    private async Task PlayAsync(JsonElement payload)
    {
        await using var cloud = await StartAsync();

        var result = await cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(payload.GetRawText()), TestContext.Current.CancellationToken);

        result.Text.ShouldContain("\"Enriched\"");
    }

    private async Task<EmbeddedCloud> StartAsync()
    {
        hubSpot.Contacts.Forget();
        hubSpot.Deals.Forget();
        var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Genesys__MaxEventAge"] = "3650.00:00:00",
                ["Http__MaxRetries"] = "0",
                ["Crm__Sources__0__Kind"] = "HubSpot",
                ["Crm__Sources__0__Url"] = hubSpot.Url.ToString(),
                ["Crm__Sources__0__SecretId"] = "hubspot",
            },
        });
        cloud.Secrets.Set("hubspot", hubSpot.HubSpot.Secret);
        return cloud;
    }
}
