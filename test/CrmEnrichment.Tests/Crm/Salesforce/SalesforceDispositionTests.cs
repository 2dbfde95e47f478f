using System.Net;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Crm.Dispositions;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Salesforce;

/// <summary>Dispositions in Salesforce, from the message of the queue to the record.</summary>
public sealed class SalesforceDispositionTests : HttpDispositionContract<PretendSalesforce>
{
    private const string Deal = "006000000000077AAA", Other = "006000000000076AAA", LeadId = "00Q000000000019AAA", Lonely = "003000000000060AAA", Account = "001000000000901AAA";

    private protected override string Customer => SampleRecords.ContactId;

    private protected override string WithoutDeal => Lonely;

    private protected override string Nobody => "003000000000099AAA";

    private protected override string? OtherStage => Field("Opportunity", Other, "StageName");

    private protected override async Task<PretendSalesforce> StartAsync(IPAddress address, TimeProvider time)
    {
        var crm = await PretendSalesforce.StartAsync(address, 0, time);
        SampleRecords.PutInto(crm);
        crm.Put("Opportunity", Deal, ("AccountId", Account), ("StageName", "Prospecting"), ("IsClosed", false), ("LastModifiedDate", "2026-01-02T10:00:00.000+0000"));
        crm.Put("Opportunity", Other, ("AccountId", Account), ("StageName", "Prospecting"), ("IsClosed", false), ("LastModifiedDate", "2026-01-01T10:00:00.000+0000"));
        crm.Put("Contact", Lonely, ("LastName", "Lonely"), ("AccountId", null), ("DoNotCall", false));
        crm.Put("Lead", LeadId, ("LastName", "Lead"), ("Status", "Open - Not Contacted"), ("IsConverted", false), ("DoNotCall", false));
        return crm;
    }

    private protected override ValueTask<string?> StageAsync() => new(Field("Opportunity", Deal, "StageName"));

    private protected override ValueTask<bool> IsMarkedAsync() => new(Field("Contact", Customer, "DoNotCall") is "true");

    private protected override ValueTask<int> TasksAsync() => new(Crm.Store.Of("Task").Count);

    private protected override bool IsOfTheApi(RecordedRequest request) => request.Path.StartsWith("/services/data", StringComparison.Ordinal);

    private protected override string? WriteOf(RecordedRequest request) => request.Method is not "PATCH" ? null : request.Body.Contains("DoNotCall", StringComparison.Ordinal) ? "mark" : "stage";

    [Theory]
    [InlineData("SALE", "Working - Contacted", false)]
    [InlineData("DNC", "Closed - Not Converted", true)]
    public async Task A_lead_gets_its_status_and_its_own_mark(string dispo, string status, bool isMarked)
    {
        (await Floor.EndAsync(dispo, LeadId[..15])).Name.ShouldBe("DispositionSynced", Floor.Told);

        (Field("Lead", LeadId, "Status"), Field("Lead", LeadId, "DoNotCall") is "true").ShouldBe((status, isMarked));
    }

    [Fact]
    public async Task An_account_has_its_opportunity_and_a_mark_only_where_one_is_configured()
    {
        (await Floor.EndAsync("XFER", Account)).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await StageAsync()).ShouldBe("Negotiation");

        (await Floor.EndAsync("DNC", Account, "1.2")).Name.ShouldBe("Rejected");
        Floor.Told.ShouldContain("Crm__Sources__N__Salesforce__Dispositions__DoNotContact");
        (await StageAsync()).ShouldBe("Negotiation", "nothing was written");

        await using var other = Open(Floor.Time, ("Salesforce__Dispositions__DoNotContact", "Contact.DoNotCall|Account.DoNotCall__c"));
        (await other.EndAsync("DNC", Account, "1.3")).Name.ShouldBe("DispositionSynced", other.Told);
        Field("Account", Account, "DoNotCall__c").ShouldBe("true");
        (await other.EndAsync("SALE", Account, "1.4")).Name.ShouldBe("DoNotContactHeld");
    }

    [Fact]
    public async Task What_was_merged_or_converted_is_written_to_what_is_left_in_one_order_of_calls()
    {
        Crm.Store.Delete(Lonely, mergedInto: Customer);
        Crm.Put("Lead", LeadId, ("Status", "Closed - Converted"), ("IsConverted", true), ("ConvertedContactId", Customer));
        var older = Floor.Message("NI", Customer, "1.0", later: TimeSpan.FromMinutes(-1));

        (await Floor.EndAsync("XFER", Lonely)).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await StageAsync()).ShouldBe("Negotiation");
        (await Floor.DeliverAsync(older)).Name.ShouldBe("Superseded");

        (await Floor.EndAsync("DNC", LeadId, "1.2")).Name.ShouldBe("DispositionSynced", Floor.Told);
        (await IsMarkedAsync()).ShouldBeTrue();
        Field("Lead", LeadId, "DoNotCall").ShouldBeNull();
    }

    [Fact]
    public async Task A_record_that_was_deleted_is_a_letter()
    {
        Crm.Store.Delete(Lonely);

        (await Floor.EndAsync("DNC", Lonely)).Name.ShouldBe("UnknownRecord", Floor.Told);
    }

    [Fact]
    public async Task A_session_that_has_ended_is_begun_once_more()
    {
        await Floor.EndAsync("XFER", Customer);
        Crm.RevokeTokens();

        (await Floor.EndAsync("SALE", Customer, "1.2")).Name.ShouldBe("DispositionSynced", Floor.Told);
        Crm.TokensIssued.ShouldBe(2);
    }

    [Fact]
    public async Task The_days_requests_are_used_up_and_the_letter_waits()
    {
        Crm.DailyLimit = 0;

        (await Floor.EndAsync("SALE", Customer)).Name.ShouldBe("Throttled", Floor.Told);
        Crm.Requests.All.Count(IsOfTheApi).ShouldBe(1);
    }

    [Fact]
    public async Task A_field_that_the_user_does_not_see_or_may_not_write_is_named()
    {
        Crm.Store.ReadOnlyFields.Add("DoNotCall");
        (await Floor.EndAsync("DNC", Customer)).Name.ShouldBe("Rejected");
        Floor.Told.ShouldContain("'DoNotCall'");

        Crm.Store.HiddenFields.Add("DoNotCall");
        (await Floor.EndAsync("SALE", Customer, "1.2")).Name.ShouldBe("Rejected");
        (await Should.ThrowAsync<UpstreamException>(Floor.ProbeAsync)).Message.ShouldContain("'DoNotCall'");
        Writes.ShouldNotContain("stage");
    }

    private string? Field(string type, string id, string name) => Crm.Store.Of(type)[id][name]?.ToString();
}
