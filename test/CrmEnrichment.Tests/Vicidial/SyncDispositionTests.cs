using System.Globalization;
using System.Net;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>A disposition on its whole way: the URL in, the CRM's record out, through both executables and the queue.</summary>
public sealed class SyncDispositionTests
{
    [Theory]
    [InlineData("SALE", "Closed Won")]
    [InlineData("NI", "Closed Lost")]
    [InlineData("NQ", "Closed Lost")]
    [InlineData("XFER", "Negotiation")]
    [InlineData("DEAD", "Closed Lost")]
    public async Task The_articles_map_is_the_default(string dispo, string stage)
    {
        await using var floor = await Dialler.StartAsync();

        (await floor.EndAsync(dispo)).ShouldBe((200, "OK"));

        await floor.UntilAsync(() => string.Equals(floor["deal_stage"], stage, StringComparison.Ordinal), stage);
        floor["do_not_contact"].ShouldBeNull();
        floor.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_is_told_twice_is_done_once()
    {
        await using var floor = await Dialler.StartAsync();

        await floor.EndAsync("SALE", "&uniqueid=1795170000.12");
        await floor.EndAsync("SALE", "&uniqueid=1795170000.12");
        await floor.EndAsync("XFER", "&uniqueid=1795170000.13");

        await floor.UntilAsync(() => floor["deal_stage"] is "Negotiation", "the last call");
        floor.Patches.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_do_not_contact_comes_first_and_nothing_after_it_changes_the_record()
    {
        await using var floor = await Dialler.StartAsync();

        await floor.EndAsync("DNC", "&uniqueid=1.1");
        await floor.EndAsync("SALE", "&uniqueid=1.2");
        await floor.EndAsync("CALLBK", "&uniqueid=1.3");
        await floor.EndAsync("NI", "&uniqueid=1.4");

        await floor.UntilAsync(() => floor.Cloud.Crm.Requests.All.Count(request => request.Method is "GET") == 4 && floor.Cloud.Calls.Bodies.Count == 0, "all four calls");
        (floor["do_not_contact"], floor["deal_stage"]).ShouldBe(("true", "Closed Lost"));
        floor.Patches.Select(request => request.Body).ShouldBe(["""{"do_not_contact":true}""", """{"deal_stage":"Closed Lost"}"""]);
        floor.Cloud.Crm.Tasks.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DNC", "SALE")]
    [InlineData("SALE", "DNC")]
    public async Task Two_agents_at_the_same_moment_leave_the_mark(string one, string other)
    {
        await using var floor = await Dialler.StartAsync();

        await Task.WhenAll(floor.EndAsync(one, "&uniqueid=1.1"), floor.EndAsync(other, "&uniqueid=1.2"));

        await floor.UntilAsync(() => floor["do_not_contact"] is "true" && floor["deal_stage"] is "Closed Lost" && floor.Cloud.Calls.Bodies.Count == 0, "the mark and its stage");
    }

    [Fact]
    public async Task A_callback_is_a_task_at_the_promised_time_of_the_servers_zone_once()
    {
        await using var floor = await Dialler.StartAsync();

        const string More = "&uniqueid=1.1&first_name=Sarah&last_name=Johnson&call_notes=after+ten&callback_datetime=2026-12-24+10%3A30%3A00";
        await floor.EndAsync("CALLBK", More);
        await floor.EndAsync("CALLBK", More);

        await floor.UntilAsync(() => floor.Cloud.Crm.Tasks.All.Count > 0, "the task");
        var task = floor.Cloud.Crm.Tasks.All.ShouldHaveSingleItem();
        (task["title"]!.ToString(), task["notes"]!.ToString(), task["customer"]!.ToString()).ShouldBe(("Call back Sarah Johnson", "after ten", Dialler.VendorCode));
        DateTimeOffset.Parse(task["due_date"]!.ToString(), CultureInfo.InvariantCulture).ShouldBe(new(2026, 12, 24, 15, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_disposition_that_nobody_mapped_is_a_letter_which_a_new_setting_heals()
    {
        await using var floor = await Dialler.StartAsync();

        (await floor.EndAsync("MACH", "&uniqueid=1.1")).ShouldBe((200, "UNMAPPED_DISPO"));

        var letter = await floor.LetterAsync();
        letter.GetProperty("reason").GetString().ShouldBe("UnmappedDisposition");
        letter.GetProperty("handler").GetString().ShouldBe("SyncDisposition");
        letter.GetProperty("message").GetString()!.ShouldContain("Dispositions__Map__MACH");
        letter.GetProperty("retryable").GetBoolean().ShouldBeFalse();
        floor.Cloud.Crm.Requests.All.ShouldBeEmpty();

        var replay = floor.Cloud.ReplayDeadLetters.Definition.With("Dispositions__Map__MACH__Other", "No answer");
        await floor.Cloud.Lambda.DefineAsync(replay);
        await floor.ReplayAsync();
        floor["deal_stage"].ShouldBe("No answer");
        floor.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SF-00451298", "has no record with the lead's vendor code")]
    [InlineData("ce_0123456789abcdef0", "begins with ce_")]
    public async Task A_vendor_code_without_a_record_is_a_letter(string code, string message)
    {
        await using var floor = await Dialler.StartAsync();

        (await floor.CallAsync($"/webhook/call_end?lead_id=1&dispo=SALE&vendor_code={code}")).ShouldBe((200, "OK"));

        var letter = await floor.LetterAsync();
        letter.GetProperty("reason").GetString().ShouldBe("UnknownRecord");
        letter.GetProperty("message").GetString()!.ShouldContain(message);
    }

    [Fact]
    public async Task A_crm_that_is_away_costs_nothing_and_its_letter_does_not_undo_a_later_call()
    {
        await using var floor = await Dialler.StartAsync();
        floor.Cloud.Crm.Faults.Always(request => request.Method is "GET", Fault.Answer(503));
        await floor.EndAsync("NI", "&uniqueid=1.1");
        (await floor.LetterAsync()).GetProperty("retryable").GetBoolean().ShouldBeTrue();
        floor.Cloud.Crm.Faults.Clear();
        await floor.EndAsync("SALE", "&uniqueid=1.2");
        await floor.UntilAsync(() => floor["deal_stage"] is "Closed Won", "the later call");

        await floor.ReplayAsync();

        floor["deal_stage"].ShouldBe("Closed Won");
        floor.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_do_not_contact_in_a_letter_holds_whenever_it_comes()
    {
        await using var floor = await Dialler.StartAsync();
        floor.Cloud.Crm.Faults.Always(request => request.Method is "GET", Fault.Answer(503));
        await floor.EndAsync("DNC", "&uniqueid=1.1");
        await floor.LetterAsync();
        floor.Cloud.Crm.Faults.Clear();
        await floor.EndAsync("SALE", "&uniqueid=1.2");
        await floor.UntilAsync(() => floor["deal_stage"] is "Closed Won", "the later call");

        await floor.ReplayAsync();

        (floor["do_not_contact"], floor["deal_stage"]).ShouldBe(("true", "Closed Lost"));
    }

    [Fact]
    public async Task A_campaign_may_have_stages_of_its_own()
    {
        await using var floor = await Dialler.StartAsync(dispositions: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Map__SALE__Other"] = "Won",
            ["Campaigns__RENEWAL__SALE__Other"] = "Renewed",
        });

        await floor.EndAsync("SALE", "&uniqueid=1.1&campaign=FIRST");
        await floor.UntilAsync(() => floor["deal_stage"] is "Won", "the general stage");
        await floor.EndAsync("SALE", "&uniqueid=1.2&campaign=RENEWAL");
        await floor.UntilAsync(() => floor["deal_stage"] is "Renewed", "the campaign's stage");
    }

    [Fact]
    public async Task The_call_is_one_entry_of_the_journal_with_its_length_its_agent_its_outcome_and_its_recording()
    {
        await using var floor = await Dialler.StartAsync(keepsJournal: true, vicidial: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RecordingUrl"] = "https://dialer.example.com/RECORDINGS/MP3/{recording}-all.mp3",
        });

        await floor.CallAsync($"/webhook/call_start?lead_id=485721&phone=3175550142&agent=agent101&campaign=TESTCAMP&uniqueid=1795170000.12&vendor_code={Dialler.VendorCode}");
        await floor.EndAsync("SALE", "&uniqueid=1795170000.12&campaign=TESTCAMP&dispo_name=Sale%2BMade&fullname=Dana&recording=20261120-060000_3175550142&call_id=M1120065700000000502&call_notes=wants+two");
        await floor.EndAsync("SALE", "&uniqueid=1795170000.12&campaign=TESTCAMP&dispo_name=Sale%2BMade&fullname=Dana&recording=20261120-060000_3175550142&call_id=M1120065700000000502&call_notes=wants+two");

        await floor.UntilAsync(() => floor.Cloud.Crm.Activities.All.Count > 0 && floor["deal_stage"] is "Closed Won", "the entry");
        var entry = floor.Cloud.Crm.Activities.All.ShouldHaveSingleItem();
        entry["tracking_id"]!.ToString().ShouldBe("vicidial-1795170000.12-485721");
        entry["talk_time"]!.ToString().ShouldBe("120");
        entry["outcome"]!.ToString().ShouldBe("Sale Made");
        entry["link"]!.ToString().ShouldBe("https://dialer.example.com/RECORDINGS/MP3/20261120-060000_3175550142-all.mp3");
        entry["customer"]!.ToString().ShouldBe(Dialler.VendorCode);
        entry["agents"]!.ToString().ShouldBe("Dana");
        entry["notes"]!.ToString().ShouldBe("wants two");
        entry["direction"]!.ToString().ShouldBe("Outbound", StringCompareShould.IgnoreCase);
        floor.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_HubSpot_the_open_deal_moves_and_the_contact_gets_the_mark()
    {
        await using var floor = await Dialler.StartAsync();
        var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleContacts.PutInto(hubSpot);
        await floor.Cloud.UseAsync(hubSpot);

        await floor.CallAsync($"/webhook/call_end?lead_id=1&uniqueid=1.1&dispo=SALE&vendor_code={SampleContacts.ContactId}");
        await floor.UntilAsync(() => Property("0-3", "77", "dealstage") is "closedwon", "the stage");
        await floor.CallAsync($"/webhook/call_end?lead_id=1&uniqueid=1.2&dispo=DNC&vendor_code={SampleContacts.ContactId}");
        await floor.UntilAsync(() => Property("contacts", SampleContacts.ContactId, "hs_lead_status") is "UNQUALIFIED", "the status of a contact without an open deal");
        await floor.CallAsync($"/webhook/call_end?lead_id=1&uniqueid=1.3&dispo=SALE&vendor_code={SampleContacts.ContactId}");
        await floor.UntilAsync(() => floor.Cloud.Calls.Bodies.Count == 0, "the last call");

        Property("contacts", SampleContacts.ContactId, "do_not_contact").ShouldBe("true");
        Property("0-3", "77", "dealstage").ShouldBe("closedwon", "a do-not-contact does not undo a sale");
        Property("0-3", "78", "dealstage").ShouldBe("closedwon", "a closed deal is left alone");

        string? Property(string type, string id, string name) => hubSpot.Store.Find(type, id)!.Value.Record[name]?.ToString();
    }
}
