using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Local.Crm.HubSpot;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.HubSpot;

/// <summary>What a disposition of VICIdial asks and writes, against HubSpot's own descriptions of it.</summary>
public sealed class DispositionTests(ValidatingHubSpot hubSpot) : IClassFixture<ValidatingHubSpot>
{
    private const string Objects = $"/crm/objects/{PretendHubSpot.Version}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mark_the_deal_and_the_status_of_a_lead_are_accepted()
    {
        var dispositions = await OpenAsync();
        hubSpot.HubSpot.Put("contacts", "61", ("firstname", "Lonely"));
        var contact = (await dispositions.FindAsync(SampleContacts.ContactId, Ct)).ShouldNotBeNull();
        var lonely = (await dispositions.FindAsync("61", Ct)).ShouldNotBeNull();

        await dispositions.MarkDoNotContactAsync(contact, Ct);
        var deal = (await dispositions.FindDealAsync(contact, Ct)).ShouldNotBeNull();
        (await dispositions.SetStageAsync(contact, deal, new("closedlost", "UNQUALIFIED"), Ct)).ShouldBeTrue();
        (await dispositions.FindDealAsync(lonely, Ct)).ShouldBeNull();
        (await dispositions.SetStageAsync(lonely, deal: null, new("closedlost", "UNQUALIFIED"), Ct)).ShouldBeTrue();

        await hubSpot.AcceptedAsync(
            $"{Objects}/contacts/{SampleContacts.ContactId}", $"{Objects}/contacts/61", $"{Objects}/contacts/{SampleContacts.ContactId}",
            $"{Objects}/0-3/search", $"{Objects}/0-3/{deal}", $"{Objects}/0-3/search", $"{Objects}/contacts/61");
    }

    [Fact]
    public async Task The_requests_of_the_health_check_are_accepted()
    {
        await (await OpenAsync()).ProbeAsync(Ct);

        await hubSpot.AcceptedAsync($"{Objects}/0-3/search", $"/crm/properties/{PretendHubSpot.Version}/contacts/batch/read");
    }

    private async Task<ICrmDispositions> OpenAsync()
    {
        ValidatingHubSpot.OrSkip();
        return (await hubSpot.OpenAsync()).Dispositions.ShouldNotBeNull();
    }
}
