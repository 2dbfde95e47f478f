using System.Net;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Local.Crm.Vtiger;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>Dispositions on their whole way, through both executables and the queue, into CRMs with records of their own.</summary>
public sealed class SyncDispositionIntoCrmsTests
{
    [Fact]
    public async Task In_Salesforce_the_opportunity_moves_and_the_contact_gets_the_mark_and_a_task()
    {
        await using var floor = await Dialler.StartAsync();
        var salesforce = await PretendSalesforce.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleRecords.PutInto(salesforce);
        await floor.Cloud.UseAsync(salesforce);

        await PlayAsync(floor, SampleRecords.ContactId, () => Field("Opportunity", "006000000000077AAA", "StageName"), "Negotiation", "Open", () => Field("Contact", SampleRecords.ContactId, "DoNotCall") is "true");

        salesforce.Store.Of("Task").Values.ShouldHaveSingleItem()["WhoId"]!.ToString().ShouldBe(SampleRecords.ContactId);
        Field("Opportunity", "006000000000078AAA", "StageName").ShouldBe("Closed Won", "a closed opportunity is left alone");
        salesforce.TokensIssued.ShouldBe(1, "look-ups, journal and dispositions share a login");

        string? Field(string type, string id, string name) => salesforce.Store.Of(type)[id][name]?.ToString();
    }

    [Fact]
    public async Task In_Vtiger_the_opportunity_moves_and_the_contact_gets_the_mark_and_a_planned_call()
    {
        await using var floor = await Dialler.StartAsync();
        var vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleCallers.PutInto(vtiger);
        vtiger.Put("Potentials", 77, ("contact_id", "12x16"), ("sales_stage", "Value Proposition"));
        await floor.Cloud.UseAsync(vtiger);

        await PlayAsync(floor, "12x16", () => Field("Potentials", "13x77", "sales_stage"), "Negotiation or Review", "Prospecting", () => Field("Contacts", "12x16", "donotcall") is "1");

        vtiger.Records("Events").ShouldHaveSingleItem()["contact_id"].ShouldBe("12x16");

        string? Field(string module, string id, string field) => vtiger.Records(module).Single(record => string.Equals(record["id"], id, StringComparison.Ordinal)).GetValueOrDefault(field);
    }

    private static async Task PlayAsync(Dialler floor, string code, Func<string?> stage, string transferred, string called, Func<bool> isMarked)
    {
        await EndAsync("XFER", "1.1");
        await floor.UntilAsync(() => string.Equals(stage(), transferred, StringComparison.Ordinal), "the transfer");
        await EndAsync("CALLBK", "1.2");
        await EndAsync("CALLBK", "1.2");
        await floor.UntilAsync(() => string.Equals(stage(), called, StringComparison.Ordinal), "the callback");
        await Task.WhenAll(EndAsync("DNC", "1.3"), EndAsync("XFER", "1.4"));
        await EndAsync("SALE", "1.5");
        await floor.UntilAsync(() => isMarked() && stage() is "Closed Lost" && floor.Cloud.Calls.Bodies.Count == 0, "the do-not-contact");
        floor.Cloud.DeadLetters.Bodies.ShouldBeEmpty();

        Task EndAsync(string dispo, string call) => floor.CallAsync($"/webhook/call_end?lead_id=1&uniqueid={call}&dispo={dispo}&vendor_code={code}");
    }
}
