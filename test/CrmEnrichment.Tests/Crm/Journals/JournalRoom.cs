using System.Net;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.PhoneNumbers;
using Shouldly;

namespace CrmEnrichment.Tests.Crm.Journals;

/// <summary>Journals as the settings make them, against a pretend CRM over HTTP. Each <see cref="Open"/> is another process.</summary>
internal sealed class JournalRoom<T>(T crm) : IAsyncDisposable
    where T : IPretendSource
{
    private readonly List<UpstreamClients> _clients = [];

    public T Crm => crm;

    public ICrmJournal Open(params (string Name, string Value)[] settings)
    {
        var clients = new UpstreamClients(new HttpOptions(), TimeProvider.System, new Metrics(TextWriter.Null, TimeProvider.System, "test"), new CapturedLog<UpstreamClients>());
        _clients.Add(clients);
        var options = CrmRoom.Options([("Kind", crm.Kind), ("Url", crm.Url.ToString()), .. settings]);
        return options.Kind.Open(options, new CrmOpening(new KnownSecrets { [CrmRoom.SecretId] = crm.Secret }, clients, new PhoneNumberReader("US"))).Journal.ShouldNotBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(clients => clients.Dispose());
        await crm.DisposeAsync();
        crm.Requests.All.ShouldAllBe(request => !request.Unexpected);
    }
}

/// <summary>The rooms of the two CRMs, with their sample customer.</summary>
internal static class JournalRooms
{
    public static async Task<JournalRoom<PretendHubSpot>> HubSpotAsync()
    {
        var crm = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleContacts.PutInto(crm);
        crm.Store.Owners["7001"] = ("ana@example.com", false);
        crm.Store.Owners["7002"] = ("gone@example.com", true);
        return new(crm);
    }

    public static async Task<JournalRoom<PretendSalesforce>> SalesforceAsync()
    {
        var crm = await PretendSalesforce.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleRecords.PutInto(crm);
        crm.Put("User", "005000000000007AAA", ("Email", "ana@example.com"), ("IsActive", true));
        crm.Put("User", "005000000000008AAA", ("Email", "gone@example.com"), ("IsActive", false));
        return new(crm);
    }
}
