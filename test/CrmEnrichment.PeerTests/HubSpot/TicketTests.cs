using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Local.Crm.HubSpot;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.HubSpot;

/// <summary>Tickets and the notes under them, against HubSpot's own descriptions of both.</summary>
public sealed class TicketTests(ValidatingHubSpot hubSpot) : IClassFixture<ValidatingHubSpot>
{
    private const string Objects = $"/crm/objects/{PretendHubSpot.Version}";
    private const string Associations = $"/crm/associations/{PretendHubSpot.Version}";
    private const string Marker = "mail0123456789abcdef01234567";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_its_addresses_and_its_notes_are_accepted()
    {
        var desk = await OpenAsync();
        hubSpot.HubSpot.Put("tickets", "800", ("subject", "Printer"));
        hubSpot.HubSpot.Store.Associate("tickets", "800", "contacts", SampleContacts.ContactId);
        hubSpot.HubSpot.AssociationsOfPage = 1;

        (await desk.FindAsync("800", Ct)).ShouldHaveSingleItem().Addresses.ShouldBe(["dana@example.com"]);
        await desk.AddCommentAsync("800", new("other", "Other."), Ct);
        await desk.AddCommentAsync("800", new(Marker, $"It prints. <\"\n[{Marker}]"), Ct);
        (await desk.HasCommentAsync("800", Marker, Ct)).ShouldBeTrue();

        await hubSpot.AcceptedAsync(
            $"{Objects}/tickets/800", $"{Associations}/tickets/contacts/batch/read", $"{Objects}/contacts/batch/read", $"{Objects}/notes", $"{Objects}/notes",
            $"{Associations}/tickets/notes/batch/read", $"{Associations}/tickets/notes/batch/read", $"{Objects}/notes/batch/read");
    }

    [Fact]
    public async Task A_number_of_the_accounts_own_and_the_health_check_are_accepted()
    {
        hubSpot.HubSpot?.Store.Unique.Add(("tickets", "ticket_no"));
        var desk = await OpenAsync(("HubSpot:Tickets:NumberProperty", "ticket_no"), ("HubSpot:Tickets:CompanyEmails:0", "support_email"));

        (await desk.FindAsync("CASE-99", Ct)).ShouldBeEmpty();
        await desk.ProbeAsync(Ct);

        await hubSpot.AcceptedAsync(
            $"{Objects}/tickets/CASE-99", $"{Objects}/tickets/0", $"{Objects}/notes/0",
            $"/crm/properties/{PretendHubSpot.Version}/tickets/ticket_no", $"/crm/properties/{PretendHubSpot.Version}/companies/batch/read");
    }

    [Fact]
    public async Task A_new_ticket_is_accepted_and_found_by_its_key()
    {
        hubSpot.HubSpot?.Store.Unique.Add(("tickets", HubSpotStore.TrackingId));
        var desk = await OpenAsync();

        var contact = (await desk.New.FindContactsAsync("dana@example.com", Ct)).ShouldHaveSingleItem();
        (await desk.New.FindAsync(Marker, "dana@example.com", Ct)).ShouldBeNull();
        var id = await desk.New.CreateAsync(new(Marker, "Printer", $"It prints not.\n[{Marker}]", "dana@example.com", contact), Ct);
        (await desk.New.FindAsync(Marker, "dana@example.com", Ct)).ShouldBe(id);
        await desk.New.ProbeAsync(Ct);

        await hubSpot.AcceptedAsync(
            $"{Objects}/contacts/dana@example.com", $"{Objects}/tickets/{Marker}", $"{Objects}/tickets", $"{Objects}/tickets/{Marker}", $"/crm/properties/{PretendHubSpot.Version}/tickets/{HubSpotStore.TrackingId}");
    }

    private async Task<ITicketDesk> OpenAsync(params (string Key, string Value)[] settings)
    {
        ValidatingHubSpot.OrSkip();
        await Task.WhenAll(new[] { $"{Associations}/tickets", Objects, $"/crm/properties" }.Select(hubSpot.JudgeOfAsync));
        return (await hubSpot.OpenAsync(settings)).Tickets.ShouldNotBeNull();
    }
}
