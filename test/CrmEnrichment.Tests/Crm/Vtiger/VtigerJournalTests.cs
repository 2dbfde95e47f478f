using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Crm.Journals;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Vtiger;

/// <summary>Over real sockets, against a Vtiger with the traps of the real one.</summary>
public sealed class VtigerJournalTests
{
    private const string Agent = "19x7";

    private static readonly CustomerRef s_contact = new("crm", "12x16"), s_lead = new("crm", "10x19");
    private static readonly Func<RecordedRequest, bool> s_create = request => request.Body.Contains("operation=create", StringComparison.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_an_event_of_the_contact_with_everything_in_it()
    {
        await using var room = await VtigerRoom.StartAsync();

        var written = await WriteAsync(room.Open().Journal!, Entries.Call(s_contact) with { Matches = 2 });

        var call = room.Vtiger.Records("Events").ShouldHaveSingleItem();
        new[] { "id", "activitytype", "eventstatus", "date_start", "time_start", "due_date", "time_end", "duration_hours", "duration_minutes", "contact_id", "location", "assigned_user_id", "subject" }
            .Select(field => call[field]).ShouldBe(
            [
                written.Id, "Call", "Held", "2026-11-28", "14:30:00", "2026-11-28", "14:36:00", "0", "6", "12x16", Entries.TrackingId, PretendVtiger.UserId, "Inbound call, +13175550142, Resolved",
            ]);
        call["description"].ShouldBe("""
            2 customers share this number.
            Outcome: Resolved
            Agents: Ann Agent, a-2
            Queue: Support
            Talk time: 300 s
            Hold time: 20 s
            Own number: +13175550100
            Link: https://apps.example.com/interactions/7d6c0001
            Source: Genesys_Cloud_CX
            Tracking id: genesys-7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef
            Billing address corrected.
            """);
        written.Stored["customer"].ShouldBe("12x16");
    }

    [Fact]
    public async Task A_lead_goes_into_another_field_and_nobody_into_none()
    {
        await using var room = await VtigerRoom.StartAsync();
        var journal = room.Open().Journal!;

        await WriteAsync(journal, Entries.Call(s_lead));
        await WriteAsync(journal, Entries.Call(null) with { TrackingId = "other" });

        room.Vtiger.Records("Events").Select(call => (call.GetValueOrDefault("parent_id"), call.GetValueOrDefault("contact_id"))).ShouldBe([("10x19", null), (null, null)]);
        journal.KeepsUnassigned.ShouldBeTrue();
    }

    [Fact]
    public async Task After_a_crash_the_entry_is_found_and_not_written_again()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.Faults.Next(s_create, Fault.HalfABody);

        (await Should.ThrowAsync<UpstreamException>(() => WriteAsync(room.Open().Journal!, Entries.Call(s_contact)))).Fault.ShouldBe(UpstreamFault.Unavailable);
        var again = await WriteAsync(room.Open().Journal!, Entries.Call(s_contact), mayExist: true);

        room.Vtiger.Records("Events").ShouldHaveSingleItem()["id"].ShouldBe(again.Id);
        room.Vtiger.Requests.Where(s_create).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_of_PHP_after_a_create_that_was_carried_out_makes_no_second_entry()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.Delete("Leads", 19);

        (await Should.ThrowAsync<UpstreamException>(() => WriteAsync(room.Open().Journal!, Entries.Call(s_lead)))).Fault.ShouldBe(UpstreamFault.Unavailable);
        await WriteAsync(room.Open().Journal!, Entries.Call(s_lead), mayExist: true);

        room.Vtiger.Records("Events").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_database_that_does_not_run_the_search_is_not_taken_for_no_entry()
    {
        await using var room = await VtigerRoom.StartAsync();
        await WriteAsync(room.Open().Journal!, Entries.Call(s_contact));
        room.Vtiger.DatabaseRuns = static vtql => !vtql.Contains("location=", StringComparison.Ordinal);

        (await Should.ThrowAsync<UpstreamException>(() => WriteAsync(room.Open().Journal!, Entries.Call(s_contact), mayExist: true))).Message.ShouldContain("its database did not run the query");

        room.Vtiger.Records("Events").Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_owner_gets_a_complete_entry_by_an_update_and_never_at_the_create()
    {
        await using var room = await VtigerRoom.StartAsync();
        var journal = room.Open().Journal!;
        var entry = Entries.Call(s_contact) with { OwnerId = Agent };
        journal.Members(entry with { IsComplete = false }).ShouldNotContainKey("assigned_user_id");

        // A crash behind the create: the entry is still the writer's, and found.
        var written = await WriteAsync(journal, entry);
        written.Stored["assigned_user_id"].ShouldBe(PretendVtiger.UserId);
        (await WriteAsync(room.Open().Journal!, entry, mayExist: true)).Id.ShouldBe(written.Id);

        (await journal.UpdateAsync(written.Id, Only(("description", "Late"), ("assigned_user_id", Agent)), Cancel)).ShouldBe(Only(("description", "Late"), ("assigned_user_id", Agent)), ignoreOrder: true);

        var call = room.Vtiger.Records("Events").ShouldHaveSingleItem();
        (call["assigned_user_id"], call["description"]).ShouldBe((Agent, "Late"));

        // Private calendars: nobody but the owner sees it now.
        (await journal.ReadAsync(written.Id, ["description"], Cancel)).ShouldBeNull();
        (await Should.ThrowAsync<UpstreamException>(() => journal.UpdateAsync(written.Id, Only(("description", "Later")), Cancel))).Message.ShouldContain("Journal__HandOver");
    }

    [Fact]
    public async Task What_duplicate_prevention_refuses_is_found()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.UniqueFields["Events"] = "location";
        var first = await WriteAsync(room.Open().Journal!, Entries.Call(s_contact));

        (await WriteAsync(room.Open().Journal!, Entries.Call(s_contact))).Id.ShouldBe(first.Id);
        room.Vtiger.Put("Events", 70_000, ("location", "hidden"), ("assigned_user_id", Agent));
        (await Should.ThrowAsync<UpstreamException>(() => WriteAsync(room.Open().Journal!, Entries.Call(s_contact) with { TrackingId = "hidden" }))).Message.ShouldContain("does not show it to our user");
    }

    [Fact]
    public async Task An_end_before_the_start_is_no_negative_duration()
    {
        await using var room = await VtigerRoom.StartAsync();

        await WriteAsync(room.Open().Journal!, Entries.Call(s_contact) with { EndedAt = Entries.Start.AddHours(-23) });
        await WriteAsync(room.Open().Journal!, Entries.Call(s_contact) with { TrackingId = "long", EndedAt = Entries.Start.AddHours(26).AddMinutes(5) });

        room.Vtiger.Records("Events").Select(call => (call["duration_hours"], call["duration_minutes"], call["due_date"])).ShouldBe([("0", "0", "2026-11-28"), ("26", "5", "2026-11-29")]);
    }

    [Fact]
    public async Task Emoji_are_replaced_and_said_to_be_and_long_notes_are_cut_by_bytes()
    {
        await using var room = await VtigerRoom.StartAsync();

        await WriteAsync(room.Open().Journal!, Entries.Call(s_contact) with { Notes = string.Concat(Enumerable.Repeat("ž😀", 50_000)) });

        var description = room.Vtiger.Records("Events").ShouldHaveSingleItem()["description"];
        description.ShouldContain("Characters that Vtiger cannot store, such as emoji, are shown as \uFFFD.");
        description.ShouldContain("ž\uFFFDž\uFFFD");
        description.ShouldNotContain("??");
        System.Text.Encoding.UTF8.GetByteCount(description).ShouldBeLessThanOrEqualTo(65_535);
        description.ShouldEndWith("…");
    }

    [Fact]
    public async Task A_call_of_the_telephone_module_goes_through_its_states()
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Journal:Module", "PBXManager"));
        var journal = room.Open().Journal!;
        var ringing = Entries.Call(s_contact) with { EndedAt = null, Agents = [], IsComplete = false };

        var written = await WriteAsync(journal, ringing);
        room.Vtiger.Records("PBXManager").Single()["callstatus"].ShouldBe("ringing");
        await journal.UpdateAsync(written.Id, journal.Members(Entries.Call(s_contact) with { EndedAt = null }), Cancel);
        room.Vtiger.Records("PBXManager").Single()["callstatus"].ShouldBe("in-progress");
        await journal.UpdateAsync(written.Id, journal.Members(Entries.Call(s_contact) with { OwnerId = Agent }), Cancel);

        var call = room.Vtiger.Records("PBXManager").ShouldHaveSingleItem();
        new[] { "callstatus", "direction", "customernumber", "customer", "customertype", "user", "starttime", "endtime", "totalduration", "billduration", "recordingurl", "sourceuuid" }.Select(field => call[field]).ShouldBe(
        [
            "completed", "inbound", "+13175550142", "12x16", "Contacts", Agent, "2026-11-28 14:30:00", "2026-11-28 14:36:00", "360", "300", "https://apps.example.com/interactions/7d6c0001", Entries.TrackingId,
        ]);
        (await WriteAsync(room.Open().Journal!, Entries.Call(s_contact), mayExist: true)).Id.ShouldBe(written.Id);

        // Whatever is no call is an event.
        await WriteAsync(journal, Entries.Call(s_contact) with { Media = EntryMedia.Chat, TrackingId = "chat" });
        room.Vtiger.Records("Events").ShouldHaveSingleItem()["subject"].ShouldStartWith("Inbound chat");
    }

    [Fact]
    public async Task The_last_contact_fits_the_types_of_the_fields_and_a_deleted_customer_is_said_to_be()
    {
        await using var room = await VtigerRoom.StartAsync(
            ("Vtiger:Journal:LastContact:at", "Contacts.cf_852|Leads.cf_901"), ("Vtiger:Journal:LastContact:outcome", "Contacts.cf_853"), ("Vtiger:Journal:LastContact:count", "Contacts.cf_854"));
        room.Vtiger.AddField("Contacts", "cf_852", "date");
        room.Vtiger.AddField("Contacts", "cf_853", "string");
        room.Vtiger.AddField("Contacts", "cf_854", "integer");
        room.Vtiger.AddField("Leads", "cf_901", "datetime");
        var journal = room.Open().Journal!;

        (await journal.UpdateCustomerAsync(s_contact, Entries.LastContact, Cancel)).ShouldBeTrue();
        (await journal.UpdateCustomerAsync(s_lead, Entries.LastContact, Cancel)).ShouldBeTrue();
        room.Vtiger.Delete("Contacts", 17);

        var contact = room.Vtiger.Records("Contacts").Single(record => record["id"].Equals("12x16", StringComparison.Ordinal));
        (contact["cf_852"], contact["cf_853"], contact["cf_854"], contact["lastname"]).ShouldBe(("2026-11-28", "Resolved", "4", "Example"));
        room.Vtiger.Records("Leads").Single(record => record["id"].Equals("10x19", StringComparison.Ordinal))["cf_901"].ShouldBe("2026-11-28 14:36:00");
        (await journal.UpdateCustomerAsync(new("crm", "12x17"), Entries.LastContact, Cancel)).ShouldBeFalse();
        await journal.ProbeAsync(Cancel);
    }

    [Theory]
    [InlineData("date", true, false)]
    [InlineData("integer", false, false)]
    [InlineData("string", false, true)]
    public async Task A_probe_names_a_field_that_would_be_NULL_or_ignored_silently(string type, bool isReadOnly, bool isTaken)
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Journal:LastContact:at", "Contacts.cf_852"));
        room.Vtiger.AddField("Contacts", "cf_852", type, isReadOnly);

        var probing = () => room.Open().Journal!.ProbeAsync(Cancel);

        if (isTaken)
        {
            await probing();
        }
        else
        {
            (await Should.ThrowAsync<UpstreamException>(probing)).Message.ShouldContain("Vtiger would not store Contacts.cf_852.");
        }

        room.Vtiger.Requests.Where(s_create).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_probe_names_a_field_of_events_that_the_profile_hides()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.Hide("Events", "location");

        (await Should.ThrowAsync<UpstreamException>(() => room.Open().Journal!.ProbeAsync(Cancel))).Message.ShouldContain("entries cannot be written to Events. The user's profile hides location.");
    }

    [Fact]
    public async Task An_owner_is_an_active_user_where_the_key_may_see_users_and_is_asked_for_once_where_not()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.Vtiger.Put("Users", 7, ("email1", "ann@example.com"), ("status", "Active"));
        room.Vtiger.Put("Users", 8, ("email1", "gone@example.com"), ("status", "Inactive"));
        var journal = room.Open().Journal!;

        (await journal.FindOwnerAsync("ann@example.com", Cancel)).ShouldBe(Agent);
        (await journal.FindOwnerAsync("gone@example.com", Cancel)).ShouldBeNull();
        (await journal.FindOwnerAsync(@"a'\ OR id='19x7@example.com", Cancel)).ShouldBeNull();

        room.Vtiger.Deny("Users");
        room.Vtiger.Requests.Clear();
        (await journal.FindOwnerAsync("ann@example.com", Cancel)).ShouldBeNull();
        (await journal.FindOwnerAsync("ann@example.com", Cancel)).ShouldBeNull();
        room.Vtiger.Requests.Where(VtigerRoom.Query).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_task_is_a_planned_event_and_an_unknown_caller_a_lead_each_once()
    {
        await using var room = await VtigerRoom.StartAsync();

        var task = await room.Open().Journal!.CreateTaskAsync(Entries.Task(s_contact), mayExist: false, Cancel);
        (await room.Open().Journal!.CreateTaskAsync(Entries.Task(s_contact), mayExist: true, Cancel)).ShouldBe(task);
        var caller = await room.Open().Journal!.CreateCustomerAsync(Entries.Caller, mayExist: false, Cancel);
        (await room.Open().Journal!.CreateCustomerAsync(Entries.Caller, mayExist: true, Cancel)).ShouldBe(caller);

        var planned = room.Vtiger.Records("Events").ShouldHaveSingleItem();
        (planned["eventstatus"], planned["taskpriority"], planned["date_start"], planned["time_start"], planned["contact_id"]).ShouldBe(("Planned", "High", "2026-11-29", "14:30:00", "12x16"));
        var lead = room.Vtiger.Records("Leads").Single(record => record["id"].Equals(caller.Id, StringComparison.Ordinal));
        (lead["lastname"], lead["phone"], lead["leadsource"], lead["description"]).ShouldBe(("Unknown caller", "+13175550142", "Genesys_Cloud_CX", Entries.TrackingId));
    }

    [Fact]
    public async Task A_session_that_has_ended_is_begun_again_and_the_entry_written_once()
    {
        await using var room = await VtigerRoom.StartAsync();
        var journal = room.Open().Journal!;
        await WriteAsync(journal, Entries.Call(s_contact));
        room.Vtiger.Logins.EndSessions();

        await WriteAsync(journal, Entries.Call(s_contact) with { TrackingId = "second" });

        room.Vtiger.Records("Events").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_customer_who_is_found_comes_with_the_whole_id()
    {
        await using var room = await VtigerRoom.StartAsync();

        (await room.FoundAsync()).Id.ShouldBe("12x16");
        (await room.FoundAsync(id: "19")).Id.ShouldBe("10x19");
    }

    private static Task<WrittenEntry> WriteAsync(ICrmJournal journal, JournalEntry entry, bool mayExist = false) => journal.CreateAsync(entry, journal.Members(entry), mayExist, Cancel);

    private static Dictionary<string, string> Only(params (string Member, string Text)[] members) => members.ToDictionary(member => member.Member, member => member.Text, StringComparer.Ordinal);
}
