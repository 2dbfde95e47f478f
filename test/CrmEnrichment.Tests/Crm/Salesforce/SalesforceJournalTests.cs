using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.Salesforce.SalesforceAnswers;
using static CrmEnrichment.Tests.Crm.Salesforce.SalesforceJournalAnswers;

namespace CrmEnrichment.Tests.Crm.Salesforce;

/// <summary>Entries and follow-ups as tasks, on the wire.</summary>
public sealed class SalesforceJournalTests
{
    private const string OwnerId = "005000000000007AAA";
    private const string LeadId = "00Q000000000052AAA";

    private static readonly CustomerRef s_contact = new("crm", ContactId);
    private static readonly (string, string) s_plain = ("Salesforce:Journal:Upsert", "false");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_written_under_its_external_id_and_read_back_in_the_same_round_trip()
    {
        using var room = RecordOnly();
        var entry = SampleEntries.Call(s_contact) with { OwnerId = OwnerId };
        var members = room.Journal.Members(entry);
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Written(members));

        var written = await room.Journal.CreateAsync(entry, members, mayExist: true, Ct);

        written.Id.ShouldBe(TaskId);
        written.Stored.ShouldBe(members, ignoreOrder: true);
        var request = room.Crm.RequestsTo(HttpMethod.Post, Composite).ShouldHaveSingleItem();
        var (method, url, body) = Part(request, 0);
        (method, url).ShouldBe(("PATCH", $"{Root}/sobjects/Task/CrmEnrichment_Tracking_Id__c/{SampleEntries.TrackingId}"));
        body.GetProperty("CallDurationInSeconds").ValueKind.ShouldBe(JsonValueKind.Number);
        Part(request, 1).Url.ShouldStartWith($"{url}?fields=Id,TaskSubtype,");
        var sent = Sent(request);
        sent.Remove("Description", out var description).ShouldBeTrue();
        sent.ShouldBe(new Dictionary<string, string>
        {
            ["TaskSubtype"] = "Call",
            ["Subject"] = "Inbound call: Sale made",
            ["Status"] = "Completed",
            ["Priority"] = "Normal",
            ["ActivityDate"] = "2026-11-27",
            ["WhoId"] = ContactId,
            ["OwnerId"] = OwnerId,
            ["CallDurationInSeconds"] = "125",
            ["CallType"] = "Inbound",
            ["CallDisposition"] = "Sale made",
            ["CallObject"] = SampleEntries.TrackingId,
        }, ignoreOrder: true);
        description.ShouldNotBeNull().ShouldContain("Link: https://apps.mypurecloud.com/");
        description.ShouldEndWith("Notes:\nWants <two>.\nCall back.");
    }

    public static readonly TheoryData<string, Func<JournalEntry, JournalEntry>, string, string?> Facts = new()
    {
        { "a lead", e => e with { Customer = new("crm", LeadId) }, "WhoId", LeadId },
        { "an account", e => e with { Customer = new("crm", AccountId) }, "WhatId", AccountId },
        { "an account is nobody", e => e with { Customer = new("crm", AccountId) }, "WhoId", null },
        { "no id of Salesforce", e => e with { Customer = new("crm", "003' OR Name != '") }, "WhoId", null },
        { "nobody", e => e, "WhoId", null },
        { "abandoned", e => e with { Agents = [], Outcome = null }, "Subject", "Inbound call, abandoned" },
        { "abandoned", e => e with { Agents = [], Outcome = null }, "CallDisposition", null },
        { "outbound", e => e with { Direction = EntryDirection.Outbound }, "CallType", "Outbound" },
        { "no direction", e => e with { Direction = EntryDirection.Unknown }, "CallType", null },
        { "no end", e => e with { EndedAt = null }, "CallDurationInSeconds", null },
        { "a chat", e => e with { Media = EntryMedia.Chat }, "TaskSubtype", "Task" },
        { "an e-mail", e => e with { Media = EntryMedia.Email }, "TaskSubtype", "Email" },
        { "a chat has no duration", e => e with { Media = EntryMedia.Chat }, "CallDurationInSeconds", null },
        { "a long outcome", e => e with { Outcome = new string('x', 254) + "💶" }, "CallDisposition", new string('x', 254) + "…" },
    };

    [Theory]
    [MemberData(nameof(Facts), DisableDiscoveryEnumeration = true)]
    public void A_fact_becomes_a_field(string what, Func<JournalEntry, JournalEntry> change, string field, string? value)
    {
        using var room = Room();

        room.Journal.Members(change(SampleEntries.Call())).GetValueOrDefault(field).ShouldBe(value, what);
    }

    [Fact]
    public void Notes_of_100_kB_are_cut_to_what_Salesforce_takes()
    {
        using var room = Room();

        var description = room.Journal.Members(SampleEntries.Call() with { Notes = SampleEntries.LongNotes, Matches = 2 })["Description"];

        description.Length.ShouldBeInRange(31_999, 32_000);
        description.ShouldStartWith("2 customers share this number.");
        description.ShouldEndWith("💶…");
    }

    [Fact]
    public async Task Who_creates_at_the_same_moment_as_another_changes_the_others_record()
    {
        using var room = RecordOnly();
        var members = room.Journal.Members(SampleEntries.Call());
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Refused("DUPLICATE_VALUE", "CrmEnrichment_Tracking_Id__c")).Answers(HttpStatusCode.OK, Written(members, status: 200));

        (await room.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: false, Ct)).Id.ShouldBe(TaskId);
    }

    [Fact]
    public async Task A_duplicate_that_stays_is_a_refusal()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Refused("DUPLICATE_VALUE", "Other_Key__c"));

        (await room.FaultAsync(() => room.Journal.CreateAsync(SampleEntries.Call(), room.Journal.Members(SampleEntries.Call()), mayExist: false, Ct))).Message
            .ShouldBe("crm: a part of the request was answered with 400 (DUPLICATE_VALUE). It refuses 'Other_Key__c': check each name, and the rules that are set for it there.");
        room.Crm.RequestsTo(HttpMethod.Post, Composite).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("INACTIVE_OWNER_OR_USER", null, "OwnerId", "refused the owner")]
    [InlineData("INVALID_CROSS_REFERENCE_KEY", "OwnerId", "OwnerId", "refused the owner")]
    [InlineData("INVALID_CROSS_REFERENCE_KEY", null, "OwnerId", "refused the owner")]
    [InlineData("INVALID_CROSS_REFERENCE_KEY", "WhoId", "WhoId", "does not exist in crm any more")]
    [InlineData("ENTITY_IS_DELETED", null, "WhoId", "does not exist in crm any more")]
    public async Task An_owner_or_customer_whom_Salesforce_refuses_does_not_lose_the_entry(string code, string? named, string left, string log)
    {
        using var room = RecordOnly();
        var entry = SampleEntries.Call(s_contact) with { OwnerId = OwnerId };
        var members = room.Journal.Members(entry);
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Refused(code, named is null ? [] : [named])).Answers(HttpStatusCode.OK, Written(members));

        await room.Journal.CreateAsync(entry, members, mayExist: false, Ct);

        var requests = room.Crm.RequestsTo(HttpMethod.Post, Composite);
        requests.Count.ShouldBe(2);
        Sent(requests[0]).Keys.Except(Sent(requests[1]).Keys).ShouldBe([left]);
        room.Log.Lines.ShouldContain(line => line.Contains(log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_is_there_keeps_its_subtype()
    {
        using var room = RecordOnly();
        var members = room.Journal.Members(SampleEntries.Call());
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Refused("INVALID_FIELD_FOR_INSERT_UPDATE", "TaskSubtype")).Answers(HttpStatusCode.OK, Written(members, status: 204));

        await room.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: true, Ct);

        Sent(room.Crm.Requests[^1]).ShouldNotContainKey("TaskSubtype");
    }

    [Theory]
    [InlineData("STRING_TOO_LONG", "Subject", UpstreamFault.Rejected, " It refuses 'Subject': check each name, and the rules that are set for it there.")]
    [InlineData("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "Status", UpstreamFault.Rejected, " It refuses 'Status': check each name, and the rules that are set for it there.")]
    [InlineData("UNABLE_TO_LOCK_ROW", null, UpstreamFault.Unavailable, "")]
    public async Task A_refusal_names_the_field_and_never_its_value(string code, string? field, UpstreamFault fault, string words)
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Refused(code, field is null ? [] : [field]));

        var refusal = await room.FaultAsync(() => room.Journal.CreateAsync(SampleEntries.Call(), room.Journal.Members(SampleEntries.Call()), mayExist: false, Ct));

        (refusal.Fault, refusal.Message).ShouldBe((fault, $"crm: a part of the request was answered with 400 ({code}).{words}"));
    }

    [Fact]
    public async Task An_external_id_that_is_not_set_up_is_named()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Parts((404, Errors("NOT_FOUND")), (404, Errors("NOT_FOUND"))));

        (await room.FaultAsync(() => room.Journal.CreateAsync(SampleEntries.Call(), room.Journal.Members(SampleEntries.Call()), mayExist: false, Ct))).Message
            .ShouldContain("Salesforce has no external id 'CrmEnrichment_Tracking_Id__c'");
    }

    [Fact]
    public async Task Without_an_external_id_an_attempt_whose_end_is_unknown_is_looked_for_first()
    {
        using var room = RecordOnly(s_plain);
        var members = room.Journal.Members(SampleEntries.Call());
        var query = Query($"SELECT Id FROM Task WHERE CallObject = '{SampleEntries.TrackingId}' ORDER BY CreatedDate LIMIT 1");
        room.Crm.When(HttpMethod.Get, query).Answers(HttpStatusCode.OK, """{"records":[]}""").Answers(HttpStatusCode.OK, $$"""{"records":[{"Id":"{{TaskId}}"}]}""");
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Written(members));

        await room.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: false, Ct);
        await room.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: true, Ct);
        await room.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: true, Ct);

        room.Crm.RequestsTo(HttpMethod.Get, query).Count.ShouldBe(2);
        room.Crm.RequestsTo(HttpMethod.Post, Composite).Select(request => Part(request, 0)).Select(part => $"{part.Method} {part.Url}").ShouldBe(
            [$"POST {Root}/sobjects/Task", $"POST {Root}/sobjects/Task", $"PATCH {Root}/sobjects/Task/{TaskId}"]);
        Part(room.Crm.RequestsTo(HttpMethod.Post, Composite)[0], 1).Url.ShouldStartWith($"{Root}/sobjects/Task/@{{written.id}}?fields=Id,");
    }

    [Fact]
    public async Task An_upsert_that_broke_off_is_sent_again_and_a_plain_create_is_not()
    {
        using var room = RecordOnly();
        var members = room.Journal.Members(SampleEntries.Call());
        room.Crm.When(HttpMethod.Post, Composite).Resets().Answers(HttpStatusCode.OK, Written(members));
        await room.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: false, Ct);

        using var plain = RecordOnly(s_plain);
        plain.Crm.When(HttpMethod.Post, Composite).Resets();
        await plain.FaultAsync(() => plain.Journal.CreateAsync(SampleEntries.Call(), members, mayExist: false, Ct));
        plain.Crm.RequestsTo(HttpMethod.Post, Composite).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_entry_is_read_and_changed_by_its_id()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Get, $"{Root}/sobjects/Task/{TaskId}?fields=Subject%2CCallDurationInSeconds%2CWhoId")
            .Answers(HttpStatusCode.OK, """{"Subject":"x","CallDurationInSeconds":125,"WhoId":null}""").Answers(HttpStatusCode.NotFound, Error("NOT_FOUND"));
        room.Crm.When(HttpMethod.Post, Composite)
            .Answers(HttpStatusCode.OK, Parts((204, null), (200, new JsonObject { ["Id"] = TaskId, ["Subject"] = "new" }))).Answers(HttpStatusCode.OK, Refused("ENTITY_IS_DELETED"));
        string[] names = ["Subject", "CallDurationInSeconds", "WhoId"];
        var changed = new Dictionary<string, string> { ["Subject"] = "new" };

        (await room.Journal.ReadAsync(TaskId, names, Ct)).ShouldBe(new Dictionary<string, string> { ["Subject"] = "x", ["CallDurationInSeconds"] = "125" });
        (await room.Journal.ReadAsync(TaskId, names, Ct)).ShouldBeNull();
        (await room.Journal.UpdateAsync(TaskId, changed, Ct)).ShouldBe(changed);
        (await room.Journal.UpdateAsync(TaskId, changed, Ct)).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentException>(() => room.Journal.ReadAsync("../Contact/003", names, Ct));
    }

    [Fact]
    public async Task A_follow_up_is_an_open_task()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Written(new Dictionary<string, string>()));

        (await room.Journal.CreateTaskAsync(SampleEntries.Task(s_contact), mayExist: false, Ct)).ShouldBe(TaskId);

        Sent(room.Crm.Requests[^1]).ShouldBe(new Dictionary<string, string>
        {
            ["TaskSubtype"] = "Task",
            ["Subject"] = "Call back",
            ["Status"] = "Not Started",
            ["Priority"] = "High",
            ["ActivityDate"] = "2026-11-28",
            ["WhoId"] = ContactId,
            ["CallObject"] = $"{SampleEntries.TrackingId}-callback",
            ["Description"] = "The customer left before anybody answered.",
        }, ignoreOrder: true);
    }
}
