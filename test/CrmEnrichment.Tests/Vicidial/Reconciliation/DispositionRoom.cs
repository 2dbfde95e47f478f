using System.Net;
using System.Text.Json;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Dispositions.Reconciliation;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Local.Vicidial;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.State;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial.Reconciliation;

/// <summary>The reconciliation as the feature makes it, with a pretend VICIdial behind real sockets. What it leaves for SyncDisposition is seen, and the clock is the test's.</summary>
internal sealed class DispositionRoom : IAsyncDisposable
{
    private const string Queue = "queue", SecretId = "vicidial/api";

    private readonly StringWriter _metrics = new();
    private readonly ServiceProvider _services;
    private readonly LeftWork _left = new();
    private int _calls;

    private DispositionRoom(PretendVicidial vicidial, ManualTime time, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        (Vicidial, Time) = (vicidial, time);
        var setup = new FeatureSetup(new ServiceCollection(), new ConfigurationBuilder().AddInMemoryCollection([
            new("VicidialApi:Url", vicidial.Url.ToString()), new("VicidialApi:SecretId", SecretId),
            new("Vicidial:QueueUrl", "https://sqs.example.com/calls.fifo"), new("Vicidial:TimeZone", "Etc/GMT+5"), new("State:Table", "state"),
            .. settings,
        ]).Build());
        var secrets = new KnownSecrets { [SecretId] = $$"""{"user":"{{VicidialAccount.User}}","pass":"{{VicidialAccount.Password}}"}""" };
        setup.Services.AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton(new Metrics(TextWriter.Synchronized(_metrics), Time, "ReconcileVicidial"))
            .AddSingleton<ISecrets>(secrets).AddSingleton<IStateStore>(new MemoryStateStore(Time)).AddKeyedSingleton<IWorkQueue>(Queue, _left);
        setup.AddDispositionReconciliation(Queue).Complete();
        _services = setup.Services.BuildServiceProvider();
    }

    public PretendVicidial Vicidial { get; }

    public ManualTime Time { get; }

    public IReadOnlyList<WorkMessage> Left => _left.Messages;

    /// <summary>What the reconciliation and the check list work with.</summary>
    public IServiceProvider Services => _services;

    public string MetricLines => _metrics.ToString();

    public DateOnly Today => DateOnly.FromDateTime(Vicidial.Now);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<DispositionRoom> OpenAsync(params (string Name, string Value)[] settings)
    {
        var time = new ManualTime { WaitsPassAtOnce = true };
        time.Advance(TimeSpan.FromHours(20));
        var vicidial = await PretendVicidial.StartAsync(IPAddress.Loopback, 0, time);
        VicidialAccount.Fill(vicidial);
        foreach (var lead in vicidial.Leads)
        {
            lead["status"] = "NEW";
        }

        return new(vicidial, time, settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
    }

    /// <summary>An agent's call, which VICIdial has in its log.</summary>
    /// <param name="lead">Its lead, which is made where there is none.</param>
    /// <param name="status">What the agent decided.</param>
    /// <param name="campaign">Or in-group.</param>
    public VicidialCall Happens(int lead, string status, string campaign = VicidialAccount.Campaign)
    {
        var (known, number) = (Vicidial.Find($"{lead}") ?? NewLead(lead), ++_calls);
        (known["status"], known["user"], known["last_local_call_time"]) = (status, "1002", PretendVicidial.Show(Vicidial.Now));
        var call = new VicidialCall($"M{number:D19}", $"{Time.GetUtcNow().ToUnixTimeSeconds()}.{number}", campaign, "1002", lead, known.Phone, Vicidial.Now, 60, status);
        Vicidial.Calls.Add(call);
        return call;
    }

    /// <summary>And its Dispo Call URL reaches us.</summary>
    /// <returns>Whether the CRM and the journal get it.</returns>
    public ValueTask<bool> TellAsync(VicidialCall call, string more = "") => AdmitAsync(CallEvent.Of(
        CallKind.End,
        CallQuery.Read($"lead_id={call.LeadId}&vendor_code={Vicidial.Find($"{call.LeadId}")!["vendor_lead_code"]}&dispo={call.Status}&campaign=TESTCAMP&uniqueid={call.UniqueId}&talk_time={call.Seconds}{more}"),
        Time.GetUtcNow()).ToJson());

    public ValueTask<bool> AdmitAsync(string message) => _services.GetRequiredService<CallGate>().AdmitsAsync(JsonElement.Parse(message), Ct);

    public Task<DispositionReport> ReconcileAsync(bool fix = false) => ReconcileAsync(new DispositionReconcileRequest { Since = Today, Fix = fix });

    public Task<DispositionReport> ReconcileAsync(DispositionReconcileRequest request) =>
        _services.GetRequiredService<ReconcileDispositions>().RunAsync(request, Guid.NewGuid().ToString(), TimeSpan.FromMinutes(15), Ct);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Vicidial.DisposeAsync();
    }

    private PretendLead NewLead(int id)
    {
        var lead = Vicidial.NewLead(id);
        (lead["vendor_lead_code"], lead["list_id"], lead["gmt_offset_now"], lead["phone_code"], lead["phone_number"]) = ($"CRM-{id}", VicidialAccount.List, "-5.00", "1", $"727555{id:D4}");
        return lead;
    }

    private sealed class LeftWork : IWorkQueue
    {
        public List<WorkMessage> Messages { get; } = [];

        public Task SendAsync(WorkMessage message, CancellationToken ct)
        {
            lock (Messages)
            {
                Messages.Add(message);
            }

            return Task.CompletedTask;
        }

        public Task ProbeAsync(CancellationToken ct) => Task.CompletedTask;
    }
}
