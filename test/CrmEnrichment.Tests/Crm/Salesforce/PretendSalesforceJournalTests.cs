using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Tests.Crm.Journals;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Salesforce;

/// <summary>What Salesforce holds in the end, with the traps that its contract names.</summary>
public sealed class PretendSalesforceJournalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_often_and_by_how_many_an_entry_is_written_there_is_one()
    {
        await using var room = await JournalRooms.SalesforceAsync();
        ICrmJournal[] processes = [room.Open(), room.Open()];
        room.Crm.Store.RacesLost = 1;
        var entry = SampleEntries.Call(new("crm", SampleRecords.ContactId)) with { OwnerId = "005000000000007AAA", Notes = SampleEntries.LongNotes };

        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => processes[i % 2].CreateAsync(entry, processes[i % 2].Members(entry), mayExist: i > 1, Ct)));

        written.Select(one => one.Id).Distinct().ShouldHaveSingleItem();
        written[0].Stored.ShouldBe(processes[0].Members(entry), ignoreOrder: true);
        room.Crm.Store.Count(entry.TrackingId).ShouldBe(1);
    }

    [Fact]
    public async Task Without_an_external_id_a_repetition_finds_the_task()
    {
        await using var room = await JournalRooms.SalesforceAsync();
        var journal = room.Open(("Salesforce:Journal:Upsert", "false"));
        var entry = SampleEntries.Call(new("crm", SampleRecords.ContactId));

        var first = await journal.CreateAsync(entry, journal.Members(entry), mayExist: false, Ct);
        var second = await journal.CreateAsync(entry, journal.Members(entry), mayExist: true, Ct);

        second.Id.ShouldBe(first.Id);
        room.Crm.Store.Count(entry.TrackingId).ShouldBe(1);
    }

    [Fact]
    public async Task A_deleted_customer_and_an_inactive_owner_do_not_lose_the_entry()
    {
        await using var room = await JournalRooms.SalesforceAsync();
        var journal = room.Open();
        room.Crm.Store.Delete(SampleRecords.ContactId);
        var entry = SampleEntries.Call(new("crm", SampleRecords.ContactId)) with { OwnerId = "005000000000008AAA" };

        await journal.CreateAsync(entry, journal.Members(entry), mayExist: false, Ct);

        var task = room.Crm.Store.Of("Task").Values.ShouldHaveSingleItem();
        task.ContainsKey("OwnerId").ShouldBeFalse();
        task.ContainsKey("WhoId").ShouldBeFalse();
    }

    [Fact]
    public async Task A_later_fact_changes_the_same_task()
    {
        await using var room = await JournalRooms.SalesforceAsync();
        var journal = room.Open();
        var early = SampleEntries.Call() with { Outcome = null };
        var late = SampleEntries.Call();
        var written = await journal.CreateAsync(early, journal.Members(early), mayExist: false, Ct);
        var changed = journal.Members(late).Except(journal.Members(early)).ToDictionary(StringComparer.Ordinal);

        changed.Keys.ShouldBe(["Subject", "CallDisposition", "Description"], ignoreOrder: true);
        (await journal.UpdateAsync(written.Id, changed, Ct)).ShouldBe(changed, ignoreOrder: true);
        (await journal.ReadAsync(written.Id, ["CallDisposition"], Ct)).ShouldBe(new Dictionary<string, string> { ["CallDisposition"] = "Sale made" });

        room.Crm.Store.Delete(written.Id);
        (await journal.ReadAsync(written.Id, ["CallDisposition"], Ct)).ShouldBeNull();
        (await journal.UpdateAsync(written.Id, changed, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Owners_tasks_customers_and_the_health_check_go_all_the_way()
    {
        await using var room = await JournalRooms.SalesforceAsync();
        var journal = room.Open(("Salesforce:Journal:LastContact:count", "Contact.Calls__c"));
        await journal.ProbeAsync(Ct);
        (await journal.FindOwnerAsync("ana@example.com", Ct)).ShouldBe("005000000000007AAA");
        (await journal.FindOwnerAsync("gone@example.com", Ct)).ShouldBeNull();
        (await journal.FindOwnerAsync("' OR IsActive = false OR Email = '", Ct)).ShouldBeNull();

        var task = SampleEntries.Task(new("crm", SampleRecords.ContactId));
        (await journal.CreateTaskAsync(task, mayExist: false, Ct)).ShouldBe(await journal.CreateTaskAsync(task, mayExist: true, Ct));
        room.Crm.Store.Count(task.TrackingId).ShouldBe(1);

        room.Crm.Put("Contact", "003000000000052AAA");
        room.Crm.Store.Delete("003000000000052AAA", mergedInto: SampleRecords.ContactId);
        (await journal.UpdateCustomerAsync(new("crm", "003000000000052AAA"), SampleEntries.LastContact, Ct)).ShouldBeTrue();
        room.Crm.Store.Of("Contact")[SampleRecords.ContactId]["Calls__c"]!.GetValue<int>().ShouldBe(3);
        (await journal.UpdateCustomerAsync(new("crm", "003000000000053AAA"), SampleEntries.LastContact, Ct)).ShouldBeFalse();

        var lead = new NewCustomer("t-9", "+13175550199", null, "Genesys_Cloud_CX");
        (await journal.CreateCustomerAsync(lead, mayExist: false, Ct)).ShouldBe(await journal.CreateCustomerAsync(lead, mayExist: true, Ct));

        room.Crm.Store.ExternalIds.Remove(("Task", SalesforceStore.TrackingId));
        (await Should.ThrowAsync<UpstreamException>(() => journal.ProbeAsync(Ct))).Message.ShouldContain("no external id");
    }
}
