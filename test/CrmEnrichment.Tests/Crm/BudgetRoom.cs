using System.Net;
using System.Text;
using CrmEnrichment.Crm;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Customers;

namespace CrmEnrichment.Tests.Crm;

/// <summary>Several processes, a CRM that notes when it was asked, and the store between them, in a clock in which waits pass at once.</summary>
internal sealed class BudgetRoom : IDisposable
{
    private readonly List<UpstreamClients> _clients = [];
    private readonly List<DateTimeOffset> _sentAt = [];

    public BudgetRoom() => Store = new SharedStore(new MemoryStateStore(Time));

    public ManualTime Time { get; } = new() { WaitsPassAtOnce = true };

    public IStateStore Store { get; }

    public CapturedLog<UpstreamClients> Log { get; } = new();

    public IReadOnlyList<DateTimeOffset> SentAt => _sentAt;

    /// <summary>One after the other; the last one stands for all that follow.</summary>
    public IReadOnlyList<HttpStatusCode> Answers { get; set; } = [HttpStatusCode.OK];

    public string Body { get; set; } = "[]";

    public ICustomerSource Process(params (string Name, string Value)[] settings) => Process(Store, settings);

    public ICustomerSource Process(IStateStore store, params (string Name, string Value)[] settings)
    {
        var clients = new UpstreamClients(new HttpOptions(), Time, new Metrics(TextWriter.Null, Time, "test"), Log, new Wire(this), new Random(1));
        _clients.Add(clients);
        (string Name, string Value)[] address = settings.Any(setting => setting.Name is "Kind") ? [] : [("Url", "https://crm.example.com")];
        return CrmRoom.Open(CrmRoom.Options([.. address, .. settings]), new CrmOpening(new KnownSecrets { [CrmRoom.SecretId] = """{"api_key":"k","access_token":"k"}""" }, clients, new PhoneNumberReader("US"), store));
    }

    public void Dispose() => _clients.ForEach(clients => clients.Dispose());

    private sealed class Wire(BudgetRoom room) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            room._sentAt.Add(room.Time.GetUtcNow());
            var status = room.Answers[Math.Min(room._sentAt.Count, room.Answers.Count) - 1];
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(room.Body, Encoding.UTF8, "application/json"), RequestMessage = request });
        }
    }
}
