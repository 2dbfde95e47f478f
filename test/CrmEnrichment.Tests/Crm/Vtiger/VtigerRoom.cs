using System.Net;
using CrmEnrichment.Crm;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using Shouldly;

namespace CrmEnrichment.Tests.Crm.Vtiger;

/// <summary>A pretend Vtiger and any number of execution environments that ask it as one user, in a clock in which waits pass at once.</summary>
internal sealed class VtigerRoom : IAsyncDisposable
{
    public const string Phone = "+13175550142";

    private static readonly PhoneNumberReader s_numbers = new("US");

    private readonly List<UpstreamClients> _environments = [];
    private readonly StringWriter _metrics = new();
    private readonly (string Name, string Value)[] _settings;

    private VtigerRoom(PretendVtiger vtiger, ManualTime time, (string Name, string Value)[] settings)
    {
        (Vtiger, Time, _settings) = (vtiger, time, settings);
        RenewSecret();
        First = Environment();
    }

    public PretendVtiger Vtiger { get; }

    public ManualTime Time { get; }

    public KnownSecrets Secrets { get; } = new();

    public CapturedLog<UpstreamClients> Log { get; } = new();

    public ICustomerSource First { get; }

    /// <summary>What environments that are made from now on share.</summary>
    public IStateStore? State { get; set; }

    /// <summary>Everything that was told, to whomever.</summary>
    public string Told => $"{string.Join('\n', Log.Lines)}\n{_metrics}";

    public static Func<RecordedRequest, bool> Login { get; } = request => request.Body.Contains("operation=login", StringComparison.Ordinal);

    public static Func<RecordedRequest, bool> Challenge { get; } = request => request.Query.Contains("operation=getchallenge", StringComparison.Ordinal);

    public static Func<RecordedRequest, bool> Query { get; } = request => request.Query.Contains("operation=query", StringComparison.Ordinal);

    public static async Task<VtigerRoom> StartAsync(params (string Name, string Value)[] settings)
    {
        var time = new ManualTime { WaitsPassAtOnce = true };
        var vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, time);
        SampleCallers.PutInto(vtiger);
        return new VtigerRoom(vtiger, time, settings);
    }

    public ICustomerSource Environment() => Open().Customers;

    /// <summary>Another execution environment, with all that it has of Vtiger.</summary>
    public CrmSystem Open()
    {
        var clients = new UpstreamClients(new HttpOptions(), Time, new Metrics(TextWriter.Synchronized(_metrics), Time, "test"), Log, random: new Random(_environments.Count));
        _environments.Add(clients);
        var options = CrmRoom.Options([("Kind", "Vtiger"), ("Url", Vtiger.Url.ToString()), .. _settings]);
        return options.Kind.Open(options, new(Secrets, clients, s_numbers, State));
    }

    /// <summary>The secret is what Vtiger takes now.</summary>
    public void RenewSecret() => Secrets[CrmRoom.SecretId] = Vtiger.Secret;

    public async Task<CustomerRecord> FoundAsync(ICustomerSource? source = null, string? id = null) =>
        (await (source ?? First).FindAsync(new CustomerQuery(id, id is null ? s_numbers.Read(Phone).Phone : null), Xunit.TestContext.Current.CancellationToken)).ShouldBeOfType<SourceAnswer.Found>().Record;

    public async Task<UpstreamException> FaultAsync() => await Should.ThrowAsync<UpstreamException>(() => FoundAsync());

    public async ValueTask DisposeAsync()
    {
        await Vtiger.DisposeAsync();
        _environments.ForEach(environment => environment.Dispose());
        Vtiger.Requests.Unexpected.ShouldBeEmpty();
        var sessions = Vtiger.Requests.Where(request => request.Body.StartsWith("sessionName=", StringComparison.Ordinal)).Select(request => request.Body.Split('=')[1]).Distinct(StringComparer.Ordinal);
        foreach (var secret in new[] { Vtiger.Logins.AccessKey, Vtiger.Logins.Password, "5550142", "5%5%5", "5%255%255", "Dana", "sessionName" }.Concat(sessions))
        {
            Told.ShouldNotContain(secret);
        }
    }
}
