using System.Net;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Crm.Dispositions;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Vtiger;

/// <summary>Dispositions in Vtiger, from the message of the queue to the record.</summary>
public sealed class VtigerDispositionTests : HttpDispositionContract<PretendVtiger>
{
    private const string LeadId = "10x19", Account = "11x2";

    private protected override string Customer => "12x16";

    private protected override string WithoutDeal => "12x17";

    private protected override string Nobody => "12x999";

    private protected override string Transferred => "Negotiation or Review";

    private protected override string ToCallBack => "Prospecting";

    private protected override string? OtherStage => Field("Potentials", "13x76", "sales_stage");

    private protected override async Task<PretendVtiger> StartAsync(IPAddress address, TimeProvider time)
    {
        var crm = await PretendVtiger.StartAsync(address, 0, time);
        SampleCallers.PutInto(crm);
        crm.Put("Potentials", 75, ("contact_id", Customer), ("sales_stage", "Closed Won"), ("modifiedtime", "2026-01-03 10:00:00"));
        crm.Put("Potentials", 76, ("contact_id", Customer), ("sales_stage", "Prospecting"), ("modifiedtime", "2026-01-01 10:00:00"));
        crm.Put("Potentials", 77, ("contact_id", Customer), ("sales_stage", "Value Proposition"), ("modifiedtime", "2026-01-02 10:00:00"));
        crm.Put("Potentials", 78, ("related_to", Account), ("sales_stage", "Prospecting"), ("modifiedtime", "2026-01-02 10:00:00"));
        return crm;
    }

    private protected override ValueTask<string?> StageAsync() => new(Field("Potentials", "13x77", "sales_stage"));

    private protected override ValueTask<bool> IsMarkedAsync() => new(Field("Contacts", Customer, "donotcall") is "1");

    private protected override ValueTask<int> TasksAsync() => new(Crm.Records("Events").Count);

    private protected override bool IsOfTheApi(RecordedRequest request) => request.Query.Contains("operation=query", StringComparison.Ordinal) || request.Query.Contains("operation=describe", StringComparison.Ordinal);

    private protected override string? WriteOf(RecordedRequest request) =>
        !request.Body.Contains("operation=revise", StringComparison.Ordinal) ? null : request.Body.Contains("donotcall", StringComparison.Ordinal) || request.Body.Contains("cf_901", StringComparison.Ordinal) ? "mark" : "stage";

    [Fact]
    public async Task A_number_without_its_prefix_is_the_same_record_and_another_installation_has_other_prefixes()
    {
        (await Floor.EndAsync("XFER", "16")).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await StageAsync()).ShouldBe(Transferred);

        (await Floor.EndAsync("SALE", "10x16", "1.2")).Name.ShouldBe("UnknownRecord");
    }

    [Fact]
    public async Task An_account_has_its_own_opportunity()
    {
        (await Floor.EndAsync("SALE", Account)).Name.ShouldBe("DispositionSynced", Floor.Told);

        (Field("Potentials", "13x78", "sales_stage"), await StageAsync()).ShouldBe(("Closed Won", "Value Proposition"));
    }

    [Fact]
    public async Task A_lead_gets_its_status_and_a_mark_only_where_one_is_configured()
    {
        (await Floor.EndAsync("SALE", LeadId)).Name.ShouldBe("DispositionSynced", Floor.Told);
        Field("Leads", LeadId, "leadstatus").ShouldBe("Qualified");

        (await Floor.EndAsync("DNC", LeadId, "1.2")).Name.ShouldBe("Rejected");
        Floor.Told.ShouldContain("Crm__Sources__N__Vtiger__Dispositions__DoNotContact");

        Crm.AddField("Leads", "cf_901", "boolean");
        await using var other = Open(Floor.Time, ("Vtiger__Dispositions__DoNotContact", "Contacts.donotcall|Leads.cf_901"));
        (await other.EndAsync("DNC", LeadId, "1.3")).Name.ShouldBe("DispositionSynced", other.Told);
        (Field("Leads", LeadId, "cf_901"), Field("Leads", LeadId, "leadstatus")).ShouldBe(("1", "Lost Lead"));
        (await other.EndAsync("SALE", LeadId, "1.4")).Name.ShouldBe("DoNotContactHeld");
        await other.ProbeAsync();
    }

    [Fact]
    public async Task A_lead_that_was_converted_is_no_lead_any_more()
    {
        Crm.ConvertLead(19);

        (await Floor.EndAsync("SALE", LeadId)).Name.ShouldBe("UnknownRecord", Floor.Told);
        Field("Leads", LeadId, "leadstatus").ShouldBe("Hot");
    }

    [Fact]
    public async Task A_query_that_the_database_did_not_run_is_not_taken_for_nobody_or_for_no_open_deal()
    {
        await Floor.EndAsync("XFER", Customer);
        Crm.DatabaseRuns = query => !query.Contains("contact_id=", StringComparison.Ordinal);
        (await Floor.EndAsync("SALE", Customer, "1.2")).Name.ShouldBe("Unavailable", Floor.Told);

        Crm.DatabaseRuns = query => !query.Contains("WHERE id='12x16'", StringComparison.Ordinal);
        (await Floor.EndAsync("DNC", Customer, "1.3")).Name.ShouldBe("Unavailable", Floor.Told);

        Crm.DatabaseRuns = null;
        (await Floor.DeliverAsync(Floor.Message("DNC", Customer, "1.3"))).Name.ShouldBe("DispositionSynced", Floor.Told);
    }

    [Fact]
    public async Task A_page_in_the_place_of_an_answer_passes_and_a_session_that_has_ended_is_begun_again()
    {
        await Floor.EndAsync("XFER", Customer);
        Crm.Faults.Next(request => WriteOf(request) is "mark", Fault.Answer(200, "Sorry! Attempt to access restricted file.", ("Content-Type", "text/html")));
        var message = Floor.Message("DNC", Customer, "1.2");
        (await Floor.DeliverAsync(message)).Name.ShouldBe("Unavailable", Floor.Told);

        Crm.Faults.Next(request => WriteOf(request) is "mark", Fault.Answer(200, """{"success":false,"error":{"code":"INVALID_SESSIONID","message":"Session Identifier provided is Invalid"}}"""));
        (await Floor.DeliverAsync(message)).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await IsMarkedAsync(), await StageAsync()).ShouldBe((true, Lost));
    }

    [Fact]
    public async Task A_write_that_Vtiger_only_seems_to_take_is_a_letter()
    {
        Crm.Protect("Contacts", "donotcall");

        (await Floor.EndAsync("DNC", Customer)).Name.ShouldBe("Rejected", Floor.Told);

        Floor.Told.ShouldContain("Contacts.donotcall");
        (await Should.ThrowAsync<UpstreamException>(Floor.ProbeAsync)).Message.ShouldContain("Contacts.donotcall");
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named()
    {
        Crm.DenyEdit("Potentials");
        (await Floor.EndAsync("SALE", Customer)).Name.ShouldBe("Forbidden", Floor.Told);
        Floor.Told.ShouldContain("Edit on Potentials");

        Crm.Hide("Potentials", "sales_stage");
        (await Should.ThrowAsync<UpstreamException>(Floor.ProbeAsync)).Message.ShouldContain("Potentials.sales_stage");
    }

    private string? Field(string module, string id, string field) =>
        Crm.Records(module).Single(record => string.Equals(record["id"], id, StringComparison.Ordinal)).GetValueOrDefault(field);
}
