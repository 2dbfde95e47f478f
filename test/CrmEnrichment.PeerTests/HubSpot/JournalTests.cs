using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.HubSpot;

/// <summary>What is written after the call, against HubSpot's own descriptions of it.</summary>
public sealed class JournalTests(ValidatingHubSpot hubSpot) : IClassFixture<ValidatingHubSpot>
{
    private const string Objects = $"/crm/objects/{PretendHubSpot.Version}";
    private const string Properties = $"/crm/properties/{PretendHubSpot.Version}";
    private const string Owners = $"/crm/owners/{PretendHubSpot.Version}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_notes_and_tasks_are_accepted_with_everything_in_them()
    {
        var journal = await OpenAsync();
        hubSpot.HubSpot.Store.Owners["7001"] = ("ana@example.com", false);
        var call = SampleEntries.Call(new("hubspot", SampleContacts.ContactId)) with { OwnerId = "7001", Notes = SampleEntries.LongNotes, Matches = 2 };
        var chat = call with { TrackingId = "peer-chat", Media = EntryMedia.Chat };

        var written = await journal.CreateAsync(call, journal.Members(call), mayExist: false, Ct);
        await journal.CreateAsync(call, journal.Members(call), mayExist: true, Ct);
        var note = await journal.CreateAsync(chat, journal.Members(chat), mayExist: false, Ct);
        var task = await journal.CreateTaskAsync(SampleEntries.Task(new("hubspot", SampleContacts.ContactId)), mayExist: false, Ct);

        hubSpot.HubSpot.Store.Count("calls", call.TrackingId).ShouldBe(1);
        string[] association = ["associations/default/contacts", SampleContacts.ContactId];
        await hubSpot.AcceptedAsync(
            $"{Objects}/calls/batch/upsert", $"{Objects}/calls/batch/upsert", $"{Objects}/notes/batch/upsert", $"{Objects}/tasks/batch/upsert",
            Association(written.Id), Association(written.Id), Association(note.Id), Association(task));

        string Association(string id) => string.Join('/', [Objects, id, .. association]);
    }

    [Fact]
    public async Task A_plain_create_with_its_association_is_accepted()
    {
        var journal = await OpenAsync(("HubSpot:Journal:Upsert", "false"));
        var entry = SampleEntries.Call(new("hubspot", SampleContacts.ContactId)) with { TrackingId = "peer-plain" };

        await journal.CreateAsync(entry, journal.Members(entry), mayExist: false, Ct);

        await hubSpot.AcceptedAsync($"{Objects}/calls");
    }

    [Fact]
    public async Task Reads_changes_owners_and_contacts_are_accepted()
    {
        var journal = await OpenAsync(("HubSpot:Journal:LastContact:at", "last_call"));
        var entry = SampleEntries.Call() with { TrackingId = "peer-late" };
        var written = await journal.CreateAsync(entry, journal.Members(entry), mayExist: false, Ct);

        await journal.ReadAsync(written.Id, ["hs_call_title"], Ct);
        await journal.UpdateAsync(written.Id, new Dictionary<string, string> { ["hs_call_title"] = "new" }, Ct);
        await journal.FindOwnerAsync("o'neil+sales@example.com", Ct);
        await journal.UpdateCustomerAsync(new("hubspot", SampleContacts.ContactId), SampleEntries.LastContact, Ct);
        await journal.CreateCustomerAsync(new("peer-new", "+13175550199", null, "Genesys_Cloud_CX"), mayExist: false, Ct);

        await hubSpot.AcceptedAsync(
            $"{Objects}/calls/batch/upsert", $"{Objects}/{written.Id}", $"{Objects}/{written.Id}", Owners, $"{Objects}/contacts/{SampleContacts.ContactId}", $"{Objects}/contacts/batch/upsert");
    }

    [Fact]
    public async Task The_requests_of_the_health_check_are_accepted()
    {
        var journal = await OpenAsync(("HubSpot:Journal:LastContact:at", "last_call"));

        await journal.ProbeAsync(Ct);

        await hubSpot.AcceptedAsync(
            [Owners, $"{Objects}/contacts/0", $"{Properties}/contacts/batch/read", .. new[] { "calls", "notes", "tasks", "contacts" }.Select(type => $"{Properties}/{type}/{HubSpotStore.TrackingId}")]);
    }

    private async Task<ICrmJournal> OpenAsync(params (string Key, string Value)[] settings)
    {
        ValidatingHubSpot.OrSkip();
        await Task.WhenAll(new[] { $"{Objects}/calls/1/associations", Properties, Owners, Objects }.Select(hubSpot.JudgeOfAsync));
        return (await hubSpot.OpenAsync(settings)).Journal.ShouldNotBeNull();
    }
}
