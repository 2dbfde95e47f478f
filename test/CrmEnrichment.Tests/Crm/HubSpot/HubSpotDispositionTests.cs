using System.Net;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Crm.Dispositions;

namespace CrmEnrichment.Tests.Crm.HubSpot;

/// <summary>Dispositions in HubSpot, from the message of the queue to the record.</summary>
public sealed class HubSpotDispositionTests : HttpDispositionContract<PretendHubSpot>
{
    private const string Lonely = "60";

    private protected override string Customer => SampleContacts.ContactId;

    private protected override string WithoutDeal => Lonely;

    private protected override string Nobody => "99";

    private protected override string Transferred => "qualifiedtobuy";

    private protected override string ToCallBack => "appointmentscheduled";

    private protected override string Won => "closedwon";

    private protected override string Lost => "closedlost";

    private protected override string? OtherStage => Property("0-3", "76", "dealstage");

    /// <summary>The contact gets the status of a lead.</summary>
    private protected override string OutcomeWithoutDeal => "DispositionSynced";

    private protected override async Task<PretendHubSpot> StartAsync(IPAddress address, TimeProvider time)
    {
        var crm = await PretendHubSpot.StartAsync(address, 0, time);
        SampleContacts.PutInto(crm);
        crm.Put("contacts", Lonely, ("firstname", "Lonely"));
        crm.Put("0-3", "76", ("dealstage", "contractsent"), ("hs_is_closed", "false"), ("associations.contact", SampleContacts.ContactId), ("hs_lastmodifieddate", "2026-05-01T10:00:00.000Z"));
        return crm;
    }

    private protected override ValueTask<string?> StageAsync() => new(Property("0-3", "77", "dealstage"));

    private protected override ValueTask<bool> IsMarkedAsync() => new(Property("contacts", Customer, "do_not_contact") is "true");

    private protected override ValueTask<int> TasksAsync() => new(Crm.Store.All.Count(record => record.Key.Type is "tasks"));

    private protected override bool IsOfTheApi(RecordedRequest request) => true;

    private protected override string? WriteOf(RecordedRequest request) => request.Method is not "PATCH" ? null : request.Body.Contains("do_not_contact", StringComparison.Ordinal) ? "mark" : "stage";

    private string? Property(string type, string id, string name) => Crm.Store.Find(type, id)!.Value.Record[name]?.ToString();
}
