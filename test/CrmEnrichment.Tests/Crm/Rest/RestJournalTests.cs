using System.Text.Json.Nodes;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Crm.Journals;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Rest;

public sealed class RestJournalTests
{
    private static readonly Func<RecordedRequest, bool> s_creation = request => request.Method is "POST";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_one_request_under_its_tracking_id_and_holds_everything()
    {
        await using var room = await RestJournalRoom.StartAsync();

        var written = await room.WriteAsync(Entries.Call(RestJournalRoom.Customer) with { OwnerId = "u-7" });

        var request = room.Crm.Requests.All.ShouldHaveSingleItem();
        (request.Method, request.Path, request.Headers["Idempotency-Key"]).ShouldBe(("POST", "/customers/51/activities", Entries.TrackingId));
        JsonNode.DeepEquals(JsonNode.Parse(request.Body), JsonNode.Parse("""
            {
              "tracking_id": "genesys-7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef", "source_system": "Genesys_Cloud_CX", "interaction_id": "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef",
              "contact_id": "51", "activity_type": "phone_call", "direction": "inbound", "status": "completed", "timestamp": "2026-11-28T14:30:00Z", "ended_at": "2026-11-28T14:36:00Z",
              "duration": 360, "talk_time": 300, "hold_time": 20, "queue": "Support", "agents": "Ann Agent, a-2", "outcome": "Resolved", "notes": "Billing address corrected.",
              "customer_number": "+13175550142", "own_number": "+13175550100", "link": "https://apps.example.com/interactions/7d6c0001", "matches": 1, "owner_id": "u-7"
            }
            """)).ShouldBeTrue(request.Body);
        written.Id.ShouldBe("activity-1");
        written.Stored.ShouldBe(room.Journal.Members(Entries.Call(RestJournalRoom.Customer) with { OwnerId = "u-7" }), ignoreOrder: true);
    }

    [Fact]
    public async Task An_answer_that_is_lost_does_not_make_two_entries()
    {
        await using var room = await RestJournalRoom.StartAsync();
        room.Crm.Faults.Next(s_creation, Fault.HalfABody);

        await room.WriteAsync(Entries.Call(RestJournalRoom.Customer));
        var again = await room.WriteAsync(Entries.Call(RestJournalRoom.Customer) with { Notes = "More was told." }, mayExist: true);

        room.Crm.Activities.Count(Entries.TrackingId).ShouldBe(1);
        room.Crm.Requests.Where(s_creation).Count.ShouldBe(3);

        // What is stored is what the first attempt wrote.
        again.Stored["notes"].ShouldBe("Billing address corrected.");
    }

    [Fact]
    public async Task With_a_path_to_find_it_by_an_entry_is_found_where_the_CRM_has_forgotten_the_key()
    {
        await using var room = await RestJournalRoom.StartAsync(("Journal:FindPath", "/activities?tracking_id={trackingId}"));
        await room.WriteAsync(Entries.Call(RestJournalRoom.Customer));

        var again = await room.WriteAsync(Entries.Call(RestJournalRoom.Customer), mayExist: true);

        again.Id.ShouldBe("activity-1");
        again.Stored["duration"].ShouldBe("360");
        room.Crm.Requests.Where(s_creation).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_conflict_of_the_key_is_the_entry_where_it_can_be_found_and_passes_where_not()
    {
        await using var room = await RestJournalRoom.StartAsync(("Journal:FindPath", "/activities?tracking_id={trackingId}"));
        room.Crm.Faults.Always(s_creation, Fault.Answer(409, """{"error":"Billing"}"""));

        var fault = await room.FaultAsync(() => room.WriteAsync(Entries.Call(RestJournalRoom.Customer)));

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        fault.Message.ShouldContain("answered 409: an earlier request with the same Idempotency-Key is not finished");
    }

    [Fact]
    public async Task A_later_fact_changes_what_it_is_about_and_what_a_person_wrote_is_read()
    {
        await using var room = await RestJournalRoom.StartAsync();
        var written = await room.WriteAsync(Entries.Call(RestJournalRoom.Customer));
        room.Crm.Activities.Edit(written.Id, "notes", "By hand");

        (await room.Journal.UpdateAsync(written.Id, new Dictionary<string, string>(StringComparer.Ordinal) { ["outcome"] = "Escalated", ["talk_time"] = "310" }, Cancel))
            .ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["outcome"] = "Escalated", ["talk_time"] = "310" }, ignoreOrder: true);
        (await room.Journal.ReadAsync(written.Id, ["notes", "outcome", "nothing"], Cancel))
            .ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["outcome"] = "Escalated", ["notes"] = "By hand" }, ignoreOrder: true);
        room.Crm.Activities.All.ShouldHaveSingleItem()["talk_time"]!.GetValue<long>().ShouldBe(310);

        room.Crm.Activities.Remove(written.Id);
        (await room.Journal.ReadAsync(written.Id, ["notes"], Cancel)).ShouldBeNull();
        (await room.FaultAsync(() => room.Journal.UpdateAsync(written.Id, room.Journal.Members(Entries.Call(null)), Cancel))).Message.ShouldContain("the entry was deleted");
    }

    [Fact]
    public async Task Emoji_and_long_notes_are_taken_up_to_the_limit_and_never_cut_through_a_character()
    {
        await using var room = await RestJournalRoom.StartAsync(("Journal:LongestNotes", "1000"));
        var entry = Entries.Call(RestJournalRoom.Customer) with { Notes = string.Concat(Enumerable.Repeat("😀a", 40_000)), Matches = 3 };

        await room.WriteAsync(entry);

        var notes = room.Crm.Activities.All.ShouldHaveSingleItem()["notes"]!.ToString();
        notes.ShouldStartWith("3 customers share this number.\n😀a😀a");
        notes.ShouldEndWith("…");
        notes.Length.ShouldBeInRange(998, 1000);
        notes.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
        room.Crm.Activities.All.Single()["matches"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task An_entry_without_a_customer_has_a_place_only_where_one_is_set()
    {
        await using var room = await RestJournalRoom.StartAsync(("Journal:UnassignedPath", "/activities"), ("Journal:UnassignedTasksPath", "/tasks"));
        await using var without = await RestJournalRoom.StartAsync();

        await room.WriteAsync(Entries.Call(null));
        await room.Journal.CreateTaskAsync(Entries.Task(null), mayExist: false, Cancel);

        room.Journal.KeepsUnassigned.ShouldBeTrue();
        room.Crm.Activities.All.ShouldHaveSingleItem().ContainsKey("contact_id").ShouldBeFalse();
        room.Crm.Tasks.All.Count.ShouldBe(1);
        without.Journal.KeepsUnassigned.ShouldBeFalse();
        (await without.FaultAsync(() => without.WriteAsync(Entries.Call(null)))).Message.ShouldContain("Set Crm__Sources__N__Journal__UnassignedPath");
    }

    [Fact]
    public async Task A_deleted_customer_takes_no_entry_and_no_last_contact()
    {
        await using var room = await RestJournalRoom.StartAsync();
        room.Crm.Remove("51");

        var fault = await room.FaultAsync(() => room.WriteAsync(Entries.Call(RestJournalRoom.Customer)));

        (fault.Fault, fault.Message).ShouldBe((UpstreamFault.Rejected, "crm: the customer was deleted, or Crm__Sources__N__Journal__ActivitiesPath is wrong (404). Check the path."));
        (await room.Journal.UpdateCustomerAsync(RestJournalRoom.Customer, Entries.LastContact, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_last_contact_is_written_under_the_names_that_are_set()
    {
        await using var room = await RestJournalRoom.StartAsync(("Journal:LastContact:outcome", "call_outcome"), ("Journal:LastContact:status", "integration_status"), ("Journal:LastContact:type", "-"));

        (await room.Journal.UpdateCustomerAsync(RestJournalRoom.Customer, Entries.LastContact, Cancel)).ShouldBeTrue();

        JsonNode.DeepEquals(JsonNode.Parse(room.Crm.Requests.All.ShouldHaveSingleItem().Body), JsonNode.Parse(
            """{"last_contact_date":"2026-11-28T14:36:00Z","call_outcome":"Resolved","contact_count":4,"integration_status":"Success"}""")).ShouldBeTrue();
        room.Crm.Find("51")!["crmAccountId"]!.ToString().ShouldBe("A-1");
    }

    [Fact]
    public async Task A_task_is_created_once_with_its_priority()
    {
        await using var room = await RestJournalRoom.StartAsync();

        var id = await room.Journal.CreateTaskAsync(Entries.Task(RestJournalRoom.Customer) with { OwnerId = "u-7" }, mayExist: false, Cancel);
        (await room.Journal.CreateTaskAsync(Entries.Task(RestJournalRoom.Customer), mayExist: true, Cancel)).ShouldBe(id);

        var task = room.Crm.Tasks.All.ShouldHaveSingleItem();
        (task["title"]!.ToString(), task["due_date"]!.ToString(), task["priority"]!.ToString(), task["owner_id"]!.ToString()).ShouldBe(("Call back", "2026-11-29T14:30:00Z", "high", "u-7"));
    }

    [Fact]
    public async Task An_owner_is_an_active_user_with_the_address_where_a_path_is_set()
    {
        await using var room = await RestJournalRoom.StartAsync(("Journal:OwnerPath", "/users?email={email}"));
        await using var without = await RestJournalRoom.StartAsync();
        room.Crm.Users = [("u-1", "gone@example.com", false), ("u-7", "ann+1@example.com", true)];

        (await room.Journal.FindOwnerAsync("ann+1@example.com", Cancel)).ShouldBe("u-7");
        (await room.Journal.FindOwnerAsync("gone@example.com", Cancel)).ShouldBeNull();
        (await room.Journal.FindOwnerAsync("nobody@example.com", Cancel)).ShouldBeNull();
        (await without.Journal.FindOwnerAsync("ann+1@example.com", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_caller_whom_nobody_knows_is_created_once_and_then_found()
    {
        await using var room = await RestJournalRoom.StartAsync();
        room.Crm.Remove("51");

        var created = await room.Journal.CreateCustomerAsync(Entries.Caller, mayExist: false, Cancel);
        (await room.Journal.CreateCustomerAsync(Entries.Caller, mayExist: true, Cancel)).ShouldBe(created);
        await room.WriteAsync(Entries.Call(created));

        room.Crm.Created.All.ShouldHaveSingleItem()["name"]!.ToString().ShouldBe("Unknown caller");
        room.Crm.Activities.All.ShouldHaveSingleItem()["customer"]!.ToString().ShouldBe(created.Id);
    }

    [Fact]
    public async Task A_customer_who_is_found_comes_with_the_id_to_write_about()
    {
        await using var room = await RestJournalRoom.StartAsync();
        await using var other = await RestJournalRoom.StartAsync(("IdMember", "no_such_member"));

        (await FoundAsync(room, new CustomerQuery("51", null))).Id.ShouldBe("51");
        (await FoundAsync(other, new CustomerQuery("51", null))).Id.ShouldBe("51");

        static async Task<CustomerRecord> FoundAsync(RestJournalRoom room, CustomerQuery query) =>
            (await room.System.Customers.FindAsync(query, Cancel)).ShouldBeOfType<SourceAnswer.Found>().Record;
    }

    [Fact]
    public async Task A_probe_writes_nothing_and_fails_with_a_key_that_is_refused()
    {
        await using var room = await RestJournalRoom.StartAsync(("Journal:OwnerPath", "/users?email={email}"));

        await room.Journal.ProbeAsync(Cancel);
        room.Crm.Requests.All.ShouldAllBe(request => request.Method == "GET");
        room.Crm.Requests.All.Count.ShouldBe(2);

        room.Crm.Faults.Always(Request.Any, Fault.Answer(403));
        (await room.FaultAsync(() => room.Journal.ProbeAsync(Cancel))).Fault.ShouldBe(UpstreamFault.Forbidden);
    }

    [Fact]
    public async Task An_answer_without_the_record_is_completed_by_reading_it()
    {
        await using var room = await RestJournalRoom.StartAsync();
        room.Crm.Put(new PretendCustomer("52", "A-2"));
        room.Crm.Faults.Next(s_creation, Fault.Answer(201, """{"id":"activity-9"}"""));
        room.Crm.Faults.Next(request => request.Path is "/activities/activity-9", Fault.Answer(200, """{"id":"activity-9","timestamp":"2026-11-28T14:30:00.000+00:00"}"""));

        var written = await room.WriteAsync(Entries.Call(new("crm", "52")));

        written.Stored.ShouldHaveSingleItem().ShouldBe(new("timestamp", "2026-11-28T14:30:00.000+00:00"));
    }
}
