using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Tests.Crm.Journals;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.HubSpot;

/// <summary>What HubSpot holds in the end, with the traps that its contract names.</summary>
public sealed class PretendHubSpotJournalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_often_and_by_how_many_an_entry_is_written_there_is_one()
    {
        await using var room = await JournalRooms.HubSpotAsync();
        ICrmJournal[] processes = [room.Open(), room.Open()];
        var entry = SampleEntries.Call(new("crm", SampleContacts.ContactId)) with { OwnerId = "7001", Notes = SampleEntries.LongNotes };

        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => processes[i % 2].CreateAsync(entry, processes[i % 2].Members(entry), mayExist: i > 1, Ct)));

        written.Select(one => one.Id).Distinct().ShouldHaveSingleItem();
        written[0].Stored.ShouldBe(processes[0].Members(entry), ignoreOrder: true);
        room.Crm.Store.Count("calls", entry.TrackingId).ShouldBe(1);
        room.Crm.Store.ContactsOf("calls", written[0].Id.Split('/')[1]).ShouldBe([SampleContacts.ContactId]);
    }

    [Fact]
    public async Task A_crash_between_the_record_and_its_association_is_mended_by_the_repetition()
    {
        await using var room = await JournalRooms.HubSpotAsync();
        room.Crm.Faults.Next(4, request => request.Method is "PUT", CrmEnrichment.Local.Loopback.Fault.Answer(503));
        var entry = SampleEntries.Call(new("crm", SampleContacts.ContactId));
        var journal = room.Open();
        await Should.ThrowAsync<UpstreamException>(() => journal.CreateAsync(entry, journal.Members(entry), mayExist: false, Ct));

        var written = await journal.CreateAsync(entry, journal.Members(entry), mayExist: true, Ct);

        room.Crm.Store.Count("calls", entry.TrackingId).ShouldBe(1);
        room.Crm.Store.ContactsOf("calls", written.Id.Split('/')[1]).ShouldBe([SampleContacts.ContactId]);
    }

    [Fact]
    public async Task Without_the_unique_property_a_repetition_is_a_second_record_as_the_page_says()
    {
        await using var room = await JournalRooms.HubSpotAsync();
        var journal = room.Open(("HubSpot:Journal:Upsert", "false"));
        var entry = SampleEntries.Call(new("crm", SampleContacts.ContactId));

        await journal.CreateAsync(entry, journal.Members(entry), mayExist: false, Ct);
        await journal.CreateAsync(entry, journal.Members(entry), mayExist: true, Ct);

        room.Crm.Store.Count("calls", entry.TrackingId).ShouldBe(2);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Merged_and_deleted_contacts_and_an_archived_owner_do_not_lose_entries(string upsert)
    {
        await using var room = await JournalRooms.HubSpotAsync();
        var journal = room.Open(("HubSpot:Journal:Upsert", upsert));
        room.Crm.Put("contacts", "53");
        room.Crm.Store.Merge("53", SampleContacts.ContactId);
        var merged = SampleEntries.Call(new("crm", "53")) with { OwnerId = "7002" };
        var deleted = SampleEntries.Call(new("crm", "54")) with { TrackingId = "t-2", Media = EntryMedia.Chat };

        var ofMerged = await journal.CreateAsync(merged, journal.Members(merged), mayExist: false, Ct);
        var ofDeleted = await journal.CreateAsync(deleted, journal.Members(deleted), mayExist: false, Ct);

        room.Crm.Store.ContactsOf("calls", ofMerged.Id.Split('/')[1]).ShouldBe([SampleContacts.ContactId]);
        room.Crm.Store.ContactsOf("notes", ofDeleted.Id.Split('/')[1]).ShouldBeEmpty();
        room.Crm.Store.Of("calls").Values.ShouldHaveSingleItem().ShouldNotContain(property => property.Key == "hubspot_owner_id");
    }

    [Fact]
    public async Task Owners_tasks_customers_and_the_health_check_go_all_the_way()
    {
        await using var room = await JournalRooms.HubSpotAsync();
        var journal = room.Open(("HubSpot:Journal:LastContact:count", "calls_so_far"));
        await journal.ProbeAsync(Ct);
        (await journal.FindOwnerAsync("Ana@example.com", Ct)).ShouldBe("7001");
        (await journal.FindOwnerAsync("gone@example.com", Ct)).ShouldBeNull();

        var task = SampleEntries.Task(new("crm", SampleContacts.ContactId)) with { OwnerId = "7001" };
        (await journal.CreateTaskAsync(task, mayExist: false, Ct)).ShouldBe(await journal.CreateTaskAsync(task, mayExist: true, Ct));
        room.Crm.Store.Count("tasks", task.TrackingId).ShouldBe(1);

        (await journal.UpdateCustomerAsync(new("crm", SampleContacts.ContactId), SampleEntries.LastContact, Ct)).ShouldBeTrue();
        room.Crm.Store.Of("contacts")[SampleContacts.ContactId]["calls_so_far"]!.ToString().ShouldBe("3");
        (await journal.UpdateCustomerAsync(new("crm", "54"), SampleEntries.LastContact, Ct)).ShouldBeFalse();

        var created = await journal.CreateCustomerAsync(new("t-9", "+13175550199", null, "Genesys_Cloud_CX"), mayExist: false, Ct);
        (await journal.CreateCustomerAsync(new("t-9", "+13175550199", null, "Genesys_Cloud_CX"), mayExist: true, Ct)).ShouldBe(created);
        (await journal.CreateCustomerAsync(new("t-10", null, "dana@example.com", "Genesys_Cloud_CX"), mayExist: false, Ct)).Id.ShouldBe(SampleContacts.ContactId);

        room.Crm.Store.Unique.Remove(("tasks", HubSpotStore.TrackingId));
        (await Should.ThrowAsync<UpstreamException>(() => journal.ProbeAsync(Ct))).Message.ShouldContain("of tasks");
    }
}
