using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using Microsoft.Extensions.Configuration;
using Shouldly;

namespace CrmEnrichment.Tests.Crm;

/// <summary>One source as the settings make it, between a programmed CRM and a clock in which waits pass at once.</summary>
internal sealed class CrmRoom : IDisposable
{
    public const string SecretId = "crm/secret";

    private static readonly PhoneNumberReader s_numbers = new("US");

    /// <summary>Finds the customers to whom another source only adds.</summary>
    private static readonly (string Name, string Value)[] s_finder =
    [
        ("Name", "finder"), ("Url", "https://finder.example.com"), ("SecretId", SecretId),
        ("Fields:customerId", "id"), ("Fields:crmAccountId", "account"), ("Fields:serviceType", "service"), ("Fields:location", "town"),
    ];

    private readonly StringWriter _metrics = new();
    private readonly UpstreamClients _clients;
    private readonly Lazy<CrmSystem> _system;

    public CrmRoom(string secret, params (string Name, string Value)[] settings)
    {
        Crm = new FakeUpstream(Time);
        Secrets = new KnownSecrets { [SecretId] = secret };
        _clients = new UpstreamClients(new HttpOptions(), Time, new Metrics(TextWriter.Synchronized(_metrics), Time, "test"), Log, Crm, new Random(1));
        _system = new(() =>
        {
            var options = Options(settings);
            return options.Kind.Open(options, new(Secrets, _clients, s_numbers));
        });
    }

    public ManualTime Time { get; } = new() { WaitsPassAtOnce = true };

    public FakeUpstream Crm { get; }

    public KnownSecrets Secrets { get; }

    public CapturedLog<UpstreamClients> Log { get; } = new();

    public string MetricLines => _metrics.ToString();

    public static CrmSourceOptions Options(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings
            .Select(setting => KeyValuePair.Create($"Crm:Sources:0:{setting.Name}", (string?)setting.Value))
            .Append(new("Crm:Sources:0:Name", "crm")).Append(new("Crm:Sources:0:SecretId", SecretId))
            .Concat(s_finder.Select(setting => KeyValuePair.Create($"Crm:Sources:1:{setting.Name}", (string?)setting.Value)))).Build();
        var problems = new List<string>();
        var options = CrmOptions.Read(Configuration.Settings.Of(configuration, CrmOptions.Section, problems), AllKinds.List);
        problems.ShouldBeEmpty();
        return options.Sources[0];
    }

    public static ICustomerSource Open(CrmSourceOptions options, CrmOpening opening) => options.Kind.Open(options, opening).Customers;

    public ICustomerSource Source => _system.Value.Customers;

    /// <summary>Over the same connection.</summary>
    public ICrmJournal Journal => _system.Value.Journal.ShouldNotBeNull();

    public Task<SourceAnswer> FindAsync(string? id, string? phone = null) =>
        Source.FindAsync(new CustomerQuery(id, s_numbers.Read(phone).Phone), Xunit.TestContext.Current.CancellationToken);

    /// <summary>What a start does before the first look-up.</summary>
    public async Task ConnectAsync()
    {
        _ = _system.Value;
        await Task.WhenAll(_clients.Connections.Select(connection => connection.ConnectAsync(Xunit.TestContext.Current.CancellationToken)));
    }

    /// <summary>What a restore from a snapshot does before that.</summary>
    public void Forget() => _clients.ForgetCredentials();

    public Task ProbeAsync() => Source.ProbeAsync(Xunit.TestContext.Current.CancellationToken);

    public async Task<CustomerRecord> FoundAsync(string? id, string? phone = null) => (await FindAsync(id, phone)).ShouldBeOfType<SourceAnswer.Found>().Record;

    public Task<UpstreamException> FaultAsync(string? id, string? phone = null) => FaultAsync(() => FindAsync(id, phone));

    public async Task<UpstreamException> FaultAsync(Func<Task> asking)
    {
        var fault = await Should.ThrowAsync<UpstreamException>(asking);
        // Whatever went wrong, nothing private is told.
        foreach (var secret in new[] { "5550142", "5%5%5", "5%255%255", "Dana", "dana@", "hush" })
        {
            $"{fault}\n{string.Join('\n', Log.Lines)}\n{MetricLines}".ShouldNotContain(secret);
        }

        return fault;
    }

    public void Dispose()
    {
        _clients.Dispose();
        Crm.Dispose();
    }
}
