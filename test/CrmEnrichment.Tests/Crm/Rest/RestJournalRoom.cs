using System.Net;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Rest;

/// <summary>The journal of a REST CRM as the settings make it, over real sockets.</summary>
internal sealed class RestJournalRoom : IAsyncDisposable
{
    private readonly StringWriter _metrics = new();
    private readonly UpstreamClients _clients;

    private RestJournalRoom(PretendCrm crm, ManualTime time, (string Name, string Value)[] settings)
    {
        Crm = crm;
        crm.Put(new PretendCustomer("51", "A-1") { Phones = ["+13175550142"] });
        _clients = new UpstreamClients(new HttpOptions(), time, new Metrics(TextWriter.Synchronized(_metrics), time, "test"), Log, random: new Random(1));
        var options = CrmRoom.Options([("Url", crm.Url.ToString()), .. settings]);
        System = options.Kind.Open(options, new(new KnownSecrets { [CrmRoom.SecretId] = $$"""{"api_key":"{{crm.ApiKey}}"}""" }, _clients, new PhoneNumberReader("US")));
    }

    public static CustomerRef Customer { get; } = new("crm", "51");

    public PretendCrm Crm { get; }

    public CrmSystem System { get; }

    public ICrmJournal Journal => System.Journal!;

    public CapturedLog<UpstreamClients> Log { get; } = new();

    public static async Task<RestJournalRoom> StartAsync(params (string Name, string Value)[] settings)
    {
        var time = new ManualTime { WaitsPassAtOnce = true };
        return new(await PretendCrm.StartAsync(IPAddress.Loopback, 0, time), time, settings);
    }

    public Task<WrittenEntry> WriteAsync(JournalEntry entry, bool mayExist = false) => Journal.CreateAsync(entry, Journal.Members(entry), mayExist, TestContext.Current.CancellationToken);

    public async Task<UpstreamException> FaultAsync(Func<Task> writing)
    {
        var fault = await Should.ThrowAsync<UpstreamException>(writing);
        foreach (var secret in new[] { "5550142", "Billing", "Ann", "hush", "@example.com" })
        {
            $"{fault}\n{string.Join('\n', Log.Lines)}\n{_metrics}".ShouldNotContain(secret);
        }

        return fault;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.Dispose();
        await Crm.DisposeAsync();
        Crm.Requests.Unexpected.ShouldBeEmpty();
    }
}
