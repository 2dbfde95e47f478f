using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.HubSpot;

/// <summary>What the real executable asks, against HubSpot's own descriptions of it.</summary>
public sealed class SearchTests(ValidatingHubSpot hubSpot) : IClassFixture<ValidatingHubSpot>
{
    private const string Objects = $"/crm/objects/{PretendHubSpot.Version}";
    private const string Properties = $"/crm/properties/{PretendHubSpot.Version}";

    [Fact]
    public async Task The_searches_for_a_caller_and_the_deal_and_the_company_are_accepted()
    {
        ValidatingHubSpot.OrSkip();

        await PlayAsync(SampleEvents.Read("01-"));

        await AcceptedAsync($"{Objects}/contacts/search", $"{Objects}/companies/901", $"{Objects}/0-3/search");
    }

    [Fact]
    public async Task A_contact_by_id_is_asked_for_as_described()
    {
        ValidatingHubSpot.OrSkip();

        await PlayAsync(SampleEvents.With("tutorial-interaction-created", e => e["detail"]!["externalCustomerId"] = SampleContacts.ContactId));

        await AcceptedAsync($"{Objects}/contacts/{SampleContacts.ContactId}", $"{Objects}/companies/901", $"{Objects}/0-3/search");
    }

    [Fact]
    public async Task The_requests_of_a_health_check_are_accepted()
    {
        ValidatingHubSpot.OrSkip();
        await using var cloud = await StartAsync();

        var result = await cloud.CheckHealth.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        JsonElement.Parse(result.Text).GetProperty("status").GetString().ShouldBe("Healthy", result.Text);
        await AcceptedAsync(
            $"{Objects}/contacts/search", $"{Objects}/companies/0", $"{Objects}/0-3/search",
            $"{Properties}/contacts/batch/read", $"{Properties}/companies/batch/read", $"{Properties}/0-3/batch/read");
    }

    private async Task AcceptedAsync(params string[] paths)
    {
        var verdicts = await hubSpot.VerdictsAsync();
        verdicts.Select(verdict => verdict.Path).ShouldBe(paths, ignoreOrder: true);
        verdicts.ShouldAllBe(verdict => verdict.Violations == null && verdict.Status == 200);
    }

    private async Task PlayAsync(JsonElement payload)
    {
        await using var cloud = await StartAsync();

        var result = await cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(payload.GetRawText()), TestContext.Current.CancellationToken);

        result.Text.ShouldContain("\"Enriched\"");
    }

    private async Task<EmbeddedCloud> StartAsync()
    {
        await hubSpot.ForgetAsync();
        var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = Patience.With([
                ("Http__MaxRetries", "0"), ("Crm__Sources__0__Kind", "HubSpot"), ("Crm__Sources__0__Url", hubSpot.Url.ToString()), ("Crm__Sources__0__SecretId", "hubspot"),
            ]),
        });
        cloud.Secrets.Set("hubspot", hubSpot.HubSpot.Secret);
        return cloud;
    }
}
