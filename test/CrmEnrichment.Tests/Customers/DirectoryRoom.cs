using System.Text.Json;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.HttpAttributes;
using CrmEnrichment.Crm.Rest;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>Directories over Rest sources, between programmed CRMs and a clock in which waits pass at once.</summary>
internal sealed class DirectoryRoom : IDisposable
{
    public const string AuditSecret = "crm-enrichment/audit";

    private readonly StringWriter _published = new();
    private readonly Metrics _metrics;
    private readonly UpstreamClients _clients;

    public DirectoryRoom()
    {
        Crm = new FakeUpstream(Time);
        Store = new SharedStore(new MemoryStateStore(Time));
        _metrics = new Metrics(TextWriter.Synchronized(_published), Time, "test");
        _clients = new UpstreamClients(new HttpOptions { MaxRetries = 0 }, Time, _metrics, new CapturedLog<UpstreamClients>(), Crm, new Random(1));
    }

    public ManualTime Time { get; } = new() { WaitsPassAtOnce = true };

    public FakeUpstream Crm { get; }

    public IStateStore Store { get; set; }

    public KnownSecrets Secrets { get; } = new() { [AuditSecret] = """{"key": "k-0123456789"}""" };

    public CapturedLog<LookupAudit> Audit { get; } = new();

    public CapturedLog<CustomerCache> CacheLog { get; } = new();

    public CapturedLog<CustomerDirectory> Log { get; } = new();

    public ProcessStart Start { get; } = new();

    public static CustomerQuery Caller { get; } = new(null, new PhoneNumberReader("US").Read("+13175550142").Phone);

    /// <summary>What one of the CRMs answers when it is asked for the caller.</summary>
    public FakeRoute When(string name) => Crm.When(HttpMethod.Get, $"https://{name}.test/customers?phone=%2B13175550142");

    public int AskedOf(string name) => Crm.Requests.Count(request => string.Equals(request.Address.Host, $"{name}.test", StringComparison.Ordinal));

    /// <summary>When the question has arrived: look-ups run by themselves.</summary>
    public async Task AskedAsync(string name)
    {
        while (AskedOf(name) == 0)
        {
            await Task.Yield();
        }
    }

    /// <summary>The kind's own.</summary>
    public static IReadOnlyDictionary<string, string> RestFields { get; } = AllKinds.Rest.Defaults(new RestOptions()).Fields;

    public DirectorySource Source(string name, int priority = 100, SourceRole role = SourceRole.Ordinary) =>
        Source(new CrmSourceOptions { Kind = AllKinds.Rest, Own = new RestOptions(), Fields = RestFields, Name = name, Url = new Uri($"https://{name}.test"), Priority = priority, Role = role });

    public DirectorySource Source(CrmSourceOptions options) => new(
        new RestCustomerSource(options, _clients.Create(new Upstream(options.Name, options.Url!), credentials: null)),
        options.Priority,
        options.Role,
        TimeSpan.FromMilliseconds(options.DeadlineMs));

    /// <summary>Asks at <c>https://NAME.test/of/ID</c> by the customer's field crmAccountId.</summary>
    public DirectorySource Follower(string name, int priority = 100, SourceRole role = SourceRole.Ordinary)
    {
        var options = new CrmSourceOptions
        {
            Name = name,
            Kind = AllKinds.Http,
            Url = new Uri($"https://{name}.test"),
            Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["balance"] = "balance" },
            Own = new HttpAttributesOptions { Path = "/of/{crmAccountId}" },
        };
        return new(new HttpAttributesSource(options, _clients.Create(new Upstream(name, options.Url), credentials: null), Time), priority, role, TimeSpan.FromMilliseconds(options.DeadlineMs));
    }

    /// <summary>Each is a process of its own, which shares the state store with the others.</summary>
    public CustomerDirectory Directory(CustomersOptions options, params DirectorySource[] sources) => Directory(options, Cache(options), sources);

    public CustomerDirectory Directory(CustomersOptions options, CustomerCache cache, params DirectorySource[] sources) =>
        new(sources, options, cache, new LookupAudit(options.AuditSecretId, Secrets, Time, Audit), _metrics, Start, Time, Log);

    public CustomerCache Cache(CustomersOptions options) => new(Store, options.Cache, Time, CacheLog);

    public static async Task<Found> FindAsync(CustomerDirectory directory, CustomerQuery query, Audience audience = Audience.Admin)
    {
        await using var lookup = directory.Begin(query, new Requester("test", audience));
        return await lookup.CompleteAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The sources by which a metric was counted.</summary>
    public IEnumerable<string> Counted(string metric) => _published.ToString().Split('\n')
        .Where(line => line.EndsWith($"\"{metric}\":1}}", StringComparison.Ordinal))
        .Select(line => JsonElement.Parse(line).GetProperty("Source").GetString()!);

    public void Dispose()
    {
        _clients.Dispose();
        Crm.Dispose();
    }
}
