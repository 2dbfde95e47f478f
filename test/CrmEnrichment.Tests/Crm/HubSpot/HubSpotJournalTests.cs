using System.Net;
using System.Text.Json;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.HubSpot.HubSpotAnswers;
using static CrmEnrichment.Tests.Crm.HubSpot.HubSpotJournalAnswers;

namespace CrmEnrichment.Tests.Crm.HubSpot;

/// <summary>Entries and tasks, on the wire.</summary>
public sealed class HubSpotJournalTests
{
    private static readonly CustomerRef s_contact = new("crm", "51");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_written_under_its_tracking_id_and_given_to_its_contact()
    {
        using var room = Room(("HubSpot:Journal:Dispositions:0", "sale made = f240bbac-87c9-4f6e-bf70-924b57d47db7"));
        var entry = SampleEntries.Call(s_contact) with { OwnerId = "7001" };
        var members = room.Journal.Members(entry);
        room.Crm.When(HttpMethod.Post, CallUpsert).Answers(HttpStatusCode.OK, Batch("9001", members));
        room.Crm.When(HttpMethod.Put, CallOf51).Answers(HttpStatusCode.OK, """{"status":"COMPLETE","results":[]}""");

        var written = await room.Journal.CreateAsync(entry, members, mayExist: false, Ct);

        written.Id.ShouldBe("calls/9001");
        written.Stored.ShouldBe(members, ignoreOrder: true);
        var input = JsonElement.Parse(room.Crm.Requests[0].Body).GetProperty("inputs")[0];
        (input.GetProperty("idProperty").GetString(), input.GetProperty("id").GetString()).ShouldBe(("crm_enrichment_tracking_id", SampleEntries.TrackingId));
        var sent = Sent(room.Crm.Requests[0]);
        sent.Remove("hs_call_body", out var body).ShouldBeTrue();
        sent.ShouldBe(new Dictionary<string, string>
        {
            ["hs_timestamp"] = "2026-11-27T14:04:05.678Z",
            ["hs_call_title"] = "Inbound call: Sale made",
            ["hs_call_duration"] = "125000",
            ["hs_call_direction"] = "INBOUND",
            ["hs_call_status"] = "COMPLETED",
            ["hs_call_disposition"] = "f240bbac-87c9-4f6e-bf70-924b57d47db7",
            ["hs_call_from_number"] = "+13175550142",
            ["hs_call_to_number"] = "+13175550100",
            ["hs_call_recording_url"] = "https://apps.mypurecloud.com/directory/#/engage/admin/interactions/7d6c0001",
            ["hubspot_owner_id"] = "7001",
            ["crm_enrichment_tracking_id"] = SampleEntries.TrackingId,
        }, ignoreOrder: true);
        body.ShouldNotBeNull().ShouldContain("Agents: Ana (0:01:00), agent-2 (0:00:30)<br>");
        body.ShouldContain("Talk time: 0:01:30<br>Hold time: 0:00:20<br>");
        body.ShouldContain($"Source system: Genesys_Cloud_CX<br>Interaction: {entry.InteractionId}<br>Tracking id: {SampleEntries.TrackingId}<br>");
        body.ShouldEndWith("Notes:<br>Wants &lt;two&gt;.<br>Call back.");
    }

    public static readonly TheoryData<string, Func<JournalEntry, JournalEntry>, string, string?> Facts = new()
    {
        { "abandoned", e => e with { Agents = [], Outcome = null }, "hs_call_status", "NO_ANSWER" },
        { "abandoned", e => e with { Agents = [], Outcome = null }, "hs_call_title", "Inbound call, abandoned" },
        { "no end", e => e with { EndedAt = null }, "hs_call_status", null },
        { "no end", e => e with { EndedAt = null }, "hs_call_duration", null },
        { "outbound", e => e with { Direction = EntryDirection.Outbound }, "hs_call_from_number", "+13175550100" },
        { "outbound", e => e with { Direction = EntryDirection.Outbound }, "hs_call_direction", "OUTBOUND" },
        { "outbound, nobody there", e => e with { Direction = EntryDirection.Outbound, Agents = [] }, "hs_call_status", "NO_ANSWER" },
        { "no direction", e => e with { Direction = EntryDirection.Unknown }, "hs_call_direction", null },
        { "an outcome that is not mapped", e => e with { Outcome = "Other" }, "hs_call_disposition", null },
        { "several outcomes", e => e with { Outcome = "Other, Sale made" }, "hs_call_disposition", "f240bbac-87c9-4f6e-bf70-924b57d47db7" },
        { "a link without TLS", e => e with { Link = new Uri("http://recordings.example.com/1") }, "hs_call_recording_url", null },
        { "a title of many lines", e => e with { Outcome = "a\nb\u0007" + new string('x', 300) }, "hs_call_title", "Inbound call: a b" + new string('x', 237) + "…" },
    };

    [Theory]
    [MemberData(nameof(Facts), DisableDiscoveryEnumeration = true)]
    public void A_fact_becomes_a_property(string what, Func<JournalEntry, JournalEntry> change, string property, string? value)
    {
        using var room = Room(("HubSpot:Journal:Dispositions:0", "Sale made=f240bbac-87c9-4f6e-bf70-924b57d47db7"));

        room.Journal.Members(change(SampleEntries.Call())).GetValueOrDefault(property).ShouldBe(value, what);
    }

    [Theory]
    [InlineData(EntryMedia.Chat, "Inbound chat")]
    [InlineData(EntryMedia.Message, "Inbound message")]
    [InlineData(EntryMedia.Email, "Inbound email")]
    public async Task Digital_media_become_notes(EntryMedia media, string title)
    {
        using var room = Room();
        var entry = SampleEntries.Call() with { Media = media };
        var members = room.Journal.Members(entry);
        members.Keys.ShouldBe(["hs_timestamp", "hs_note_body"], ignoreOrder: true);
        members["hs_note_body"].ShouldStartWith($"{title}: Sale made<br>");
        room.Crm.When(HttpMethod.Post, $"{Objects}/notes/batch/upsert").Answers(HttpStatusCode.OK, Batch("77", members));

        (await room.Journal.CreateAsync(entry, members, mayExist: false, Ct)).Id.ShouldBe("notes/77");
    }

    [Fact]
    public void Notes_of_100_kB_are_cut_to_what_HubSpot_takes_and_never_through_a_character()
    {
        using var room = Room();

        foreach (var media in new[] { EntryMedia.Call, EntryMedia.Chat })
        {
            var body = room.Journal.Members(SampleEntries.Call() with { Notes = SampleEntries.LongNotes, Media = media })[media is EntryMedia.Call ? "hs_call_body" : "hs_note_body"];

            body.Length.ShouldBeInRange(65_530, 65_536);
            body.ShouldContain("Notes:<br>&lt;b&gt;&quot;Sale&quot; &amp; &#39;more&#39;&lt;/b&gt;<br>💶");
            body.ShouldEndWith("💶…");
            body.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
        }
    }

    [Fact]
    public void Several_customers_with_the_number_are_told()
    {
        using var room = Room();

        room.Journal.Members(SampleEntries.Call() with { Matches = 3 })["hs_call_body"].ShouldStartWith("3 customers share this number. Check that this is the right one.<br>");
    }

    [Fact]
    public async Task What_the_answer_to_the_write_does_not_show_is_read()
    {
        using var room = Room();
        var entry = SampleEntries.Call();
        var members = room.Journal.Members(entry);
        room.Crm.When(HttpMethod.Post, CallUpsert).Answers(HttpStatusCode.OK, Batch("9001", new Dictionary<string, string> { ["hs_call_title"] = "x" }));
        room.Crm.When(HttpMethod.Get, $"{Objects}/calls/9001?properties={Uri.EscapeDataString(string.Join(',', members.Keys))}")
            .Answers(HttpStatusCode.OK, Record("9001", new Dictionary<string, string> { ["hs_call_title"] = "Inbound call: Sale made", ["hs_call_body"] = "<p>as HubSpot writes it</p>" }));

        (await room.Journal.CreateAsync(entry, members, mayExist: false, Ct)).Stored["hs_call_body"].ShouldBe("<p>as HubSpot writes it</p>");
    }

    [Fact]
    public async Task A_contact_that_was_merged_is_followed()
    {
        using var room = Room();
        var members = PrepareLostContact(room);
        room.Crm.When(HttpMethod.Get, Contact51).Answers(HttpStatusCode.OK, Record("52", new Dictionary<string, string> { ["hs_object_id"] = "52" }));
        room.Crm.When(HttpMethod.Put, $"{Objects}/calls/9001/associations/default/contacts/52").Answers(HttpStatusCode.OK, """{"results":[]}""");

        await room.Journal.CreateAsync(SampleEntries.Call(s_contact), members, mayExist: false, Ct);

        room.Crm.Requests[^1].Address.AbsolutePath.ShouldEndWith("/contacts/52");
    }

    [Fact]
    public async Task A_contact_that_was_deleted_does_not_lose_the_entry()
    {
        using var room = Room();
        var members = PrepareLostContact(room);
        room.Crm.When(HttpMethod.Get, Contact51).Answers(HttpStatusCode.NotFound);

        (await room.Journal.CreateAsync(SampleEntries.Call(s_contact), members, mayExist: false, Ct)).Id.ShouldBe("calls/9001");

        room.Log.Lines.ShouldContain(line => line.Contains($"The customer of entry {SampleEntries.TrackingId} does not exist in crm any more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("VALIDATION_ERROR", "hs_call_status", UpstreamFault.Rejected, "crm: a part of the request was answered with 400 (VALIDATION_ERROR). It refuses 'hs_call_status': check each name, and the rules that are set for it there.")]
    [InlineData("RATE_LIMITS", "hs_call_status", UpstreamFault.Throttled, "crm: a part of the request was answered with 429 (RATE_LIMITS).")]
    [InlineData("INTERNAL_ERROR", "hs_call_status", UpstreamFault.Unavailable, "crm: a part of the request was answered with 500 (INTERNAL_ERROR).")]
    public async Task An_error_of_the_record_counts_although_the_batch_was_a_success(string category, string property, UpstreamFault fault, string message)
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Post, CallUpsert).Answers(HttpStatusCode.MultiStatus, BatchError(category, "Dana 3175550142", property));

        var refusal = await room.FaultAsync(() => room.Journal.CreateAsync(SampleEntries.Call(), room.Journal.Members(SampleEntries.Call()), mayExist: false, Ct));

        (refusal.Fault, refusal.Message).ShouldBe((fault, message));
    }

    [Fact]
    public async Task An_owner_who_is_refused_does_not_lose_the_entry()
    {
        using var room = Room();
        var entry = SampleEntries.Call() with { OwnerId = "7001" };
        var members = room.Journal.Members(entry);
        room.Crm.When(HttpMethod.Post, CallUpsert)
            .Answers(HttpStatusCode.MultiStatus, BatchError("VALIDATION_ERROR", "7001 is not a valid owner", "hubspot_owner_id")).Answers(HttpStatusCode.OK, Batch("9001", members));

        await room.Journal.CreateAsync(entry, members, mayExist: false, Ct);

        Sent(room.Crm.Requests[1]).ShouldNotContainKey("hubspot_owner_id");
        room.Log.Lines.ShouldContain(line => line.Contains($"crm refused the owner of entry {SampleEntries.TrackingId}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_who_create_at_the_same_moment_leave_one_record()
    {
        using var room = Room();
        var members = room.Journal.Members(SampleEntries.Call());
        room.Crm.When(HttpMethod.Post, CallUpsert).Answers(HttpStatusCode.MultiStatus, BatchError("CONFLICT", "conflict")).Answers(HttpStatusCode.OK, Batch("9001", members));

        (await room.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: true, Ct)).Id.ShouldBe("calls/9001");
    }

    [Fact]
    public async Task An_upsert_that_broke_off_is_sent_again_and_a_plain_create_is_not()
    {
        using var room = Room();
        var members = room.Journal.Members(SampleEntries.Call());
        room.Crm.When(HttpMethod.Post, CallUpsert).Resets().Answers(HttpStatusCode.OK, Batch("9001", members));
        await room.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: false, Ct);
        room.Crm.Requests.Count.ShouldBe(2);

        using var plain = Room(("HubSpot:Journal:Upsert", "false"));
        plain.Crm.When(HttpMethod.Post, $"{Objects}/calls").Resets();
        (await plain.FaultAsync(() => plain.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: false, Ct))).Fault.ShouldBe(UpstreamFault.Unavailable);
        plain.Crm.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_unique_property_record_and_association_are_one_request()
    {
        using var room = Room(("HubSpot:Journal:Upsert", "false"));
        var members = room.Journal.Members(SampleEntries.Call(s_contact));
        room.Crm.When(HttpMethod.Post, $"{Objects}/calls").Answers(HttpStatusCode.Created, Record("9001", members));

        (await room.Journal.CreateAsync(SampleEntries.Call(s_contact), members, mayExist: false, Ct)).Id.ShouldBe("calls/9001");

        var sent = room.Crm.Requests.ShouldHaveSingleItem();
        Sent(sent).ShouldBe(members, ignoreOrder: true);
        JsonElement.Parse(sent.Body).GetProperty("associations").GetRawText().ShouldBe("""[{"to":{"id":"51"},"types":[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":194}]}]""");
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task Without_a_unique_property_a_deleted_contact_does_not_lose_the_entry_either(HttpStatusCode status)
    {
        using var room = Room(("HubSpot:Journal:Upsert", "false"));
        var members = room.Journal.Members(SampleEntries.Call(s_contact));
        room.Crm.When(HttpMethod.Post, $"{Objects}/calls").Answers(status, """{"category":"VALIDATION_ERROR","message":"One or more associations are not valid"}""").Answers(HttpStatusCode.Created, Record("9001", members));
        room.Crm.When(HttpMethod.Get, Contact51).Answers(HttpStatusCode.NotFound);

        (await room.Journal.CreateAsync(SampleEntries.Call(s_contact), members, mayExist: false, Ct)).Id.ShouldBe("calls/9001");

        JsonElement.Parse(room.Crm.Requests[^1].Body).GetProperty("associations").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_entry_is_read_and_changed_by_its_id()
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Get, $"{Objects}/calls/9001?properties=hs_call_title%2Chs_call_body").Answers(HttpStatusCode.OK, """{"id":"9001","properties":{"hs_call_title":"x","hs_call_body":null}}""");
        room.Crm.When(HttpMethod.Get, $"{Objects}/notes/9002?properties=hs_note_body").Answers(HttpStatusCode.NotFound);
        room.Crm.When(HttpMethod.Patch, $"{Objects}/calls/9001").Answers(HttpStatusCode.OK, Record("9001", new Dictionary<string, string> { ["hs_call_title"] = "new, as stored" }));
        room.Crm.When(HttpMethod.Patch, $"{Objects}/notes/9002").Answers(HttpStatusCode.NotFound);
        var changed = new Dictionary<string, string> { ["hs_call_title"] = "new" };

        (await room.Journal.ReadAsync("calls/9001", ["hs_call_title", "hs_call_body"], Ct)).ShouldBe(new Dictionary<string, string> { ["hs_call_title"] = "x" });
        (await room.Journal.ReadAsync("notes/9002", ["hs_note_body"], Ct)).ShouldBeNull();
        (await room.Journal.UpdateAsync("calls/9001", changed, Ct)).ShouldBe(new Dictionary<string, string> { ["hs_call_title"] = "new, as stored" });
        (await room.Journal.UpdateAsync("notes/9002", changed, Ct)).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentException>(() => room.Journal.ReadAsync("contacts/../calls", ["x"], Ct));
    }

    [Fact]
    public async Task A_task_is_written_under_its_own_tracking_id()
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Post, $"{Objects}/tasks/batch/upsert").Answers(HttpStatusCode.OK, Batch("31", new Dictionary<string, string>()));
        room.Crm.When(HttpMethod.Put, $"{Objects}/tasks/31/associations/default/contacts/51").Answers(HttpStatusCode.OK, """{"results":[]}""");

        (await room.Journal.CreateTaskAsync(SampleEntries.Task(s_contact), mayExist: false, Ct)).ShouldBe("tasks/31");

        Sent(room.Crm.Requests[0]).ShouldBe(new Dictionary<string, string>
        {
            ["hs_timestamp"] = "2026-11-28T14:04:05.678Z",
            ["hs_task_subject"] = "Call back",
            ["hs_task_body"] = "The customer left before anybody answered.",
            ["hs_task_status"] = "NOT_STARTED",
            ["hs_task_priority"] = "HIGH",
            ["hs_task_type"] = "TODO",
            ["crm_enrichment_tracking_id"] = $"{SampleEntries.TrackingId}-callback",
        }, ignoreOrder: true);
    }

    private static IReadOnlyDictionary<string, string> PrepareLostContact(CrmRoom room)
    {
        var members = room.Journal.Members(SampleEntries.Call());
        room.Crm.When(HttpMethod.Post, CallUpsert).Answers(HttpStatusCode.OK, Batch("9001", members));
        room.Crm.When(HttpMethod.Put, CallOf51).Answers(HttpStatusCode.NotFound);
        return members;
    }
}
