using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Tests;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>A source as the composition root makes it, out of settings, beside a secret store and a log in memory.</summary>
internal sealed class SourceRoom : IDisposable
{
    private const string SecretId = "crm/database";

    private readonly StringWriter _metrics = new();

    public SourceRoom(ISqlPeer peer, string password, params (string Key, string Value)[] settings)
    {
        var defaults = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Name"] = "shop",
            ["Kind"] = "Sql",
            ["SecretId"] = SecretId,
            ["TimeoutMs"] = "3000",
            ["Sql:Engine"] = $"{peer.Engine}",
            ["Sql:CaFile"] = peer.Authority,
        };
        foreach (var (key, value) in settings)
        {
            defaults[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(defaults.Select(setting => KeyValuePair.Create($"Source:{setting.Key}", setting.Value))).Build();
        var problems = new List<string>();
        var options = CrmSourceOptions.Read(Settings.Of(configuration, "Source", problems), AllKinds.List);
        if (problems.Count > 0)
        {
            throw new InvalidConfigurationException(problems);
        }

        Secrets[SecretId] = peer.Secret(password);
        Clients = new(Http, TimeProvider.System, new Metrics(TextWriter.Synchronized(_metrics), TimeProvider.System, "test"), Log);
        var system = options.Kind.Open(options, new(Secrets, Clients, new PhoneNumberReader("DE")));
        (Source, Journal) = (system.Customers, system.Journal!);
    }

    public ICustomerSource Source { get; }

    public ICrmJournal Journal { get; }

    public HttpOptions Http { get; } = new() { MaxRetries = 0 };

    public KnownSecrets Secrets { get; } = new();

    public CapturedLog<UpstreamClients> Log { get; } = new();

    public UpstreamClients Clients { get; }

    public string Metrics => _metrics.ToString();

    public string Secret
    {
        set => Secrets[SecretId] = value;
    }

    public Task<SourceAnswer> FindAsync(string? id = null, string? phone = null) => Source.FindAsync(Query(id, phone), TestContext.Current.CancellationToken);

    public Task<SourceAnswer> FindUntilAsync(string phone, CancellationToken ct) => Source.FindAsync(Query(null, phone), ct);

    public void Dispose()
    {
        // Closes its connections.
        Clients.ForgetCredentials();
        Clients.Dispose();
    }

    private static CustomerQuery Query(string? id, string? phone) =>
        new(id, phone is null ? null : new PhoneNumberReader("DE").Read(phone).Phone ?? throw new ArgumentException("That is no number.", nameof(phone)));
}
