using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Changes;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Customers;
using CrmEnrichment.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Changes;

/// <summary>The functions that matter when a CRM tells of a change, composed as they start, between a programmed CRM and Genesys and a clock in which waits pass at once.</summary>
internal sealed class ChangesRoom : IDisposable
{
    public const string PublicUrl = "https://crm-changes.example.com";
    public const string SecretId = "changes/secret";
    public const string SigningKey = "k-0123456789";
    public const string Phone = "+13175550142";
    public const string ByPhone = "https://crm.test/customers?phone=%2B13175550142";
    public const string ById = "https://crm.test/customers/C-1";

    private const string Token = "https://genesys.test/oauth/token";

    private readonly List<ServiceProvider> _functions = [];
    private readonly (string Name, string Value)[] _settings;
    private readonly StringWriter _metrics = new();
    private readonly CapturedLog<ChangesRoom> _log = new();
    private readonly Lazy<ServiceProvider> _changed;
    private readonly Lazy<ServiceProvider> _enriching;

    public ChangesRoom(params (string Name, string Value)[] settings)
    {
        _settings = settings;
        Wire = new FakeUpstream(Time);
        Store = new SharedStore(new MemoryStateStore(Time));
        Secrets["genesys"] = """{"client_id":"id","client_secret":"hush"}""";
        Secrets["crm"] = """{"api_key":"hush","access_token":"hush"}""";
        Secrets[SecretId] = $$"""{"signing_key":"{{SigningKey}}","client_secret":"{{SigningKey}}","path_secret":"{{SigningKey}}"}""";
        Wire.When(HttpMethod.Post, Token).Answers(HttpStatusCode.OK, """{"access_token":"t","token_type":"bearer","expires_in":86400}""");
        _changed = new(() => Function(FunctionFeatures.CrmChanged));
        _enriching = new(() => Function(FunctionFeatures.EnrichInteraction));
    }

    /// <summary>The other side is a server, not <see cref="Wire"/>.</summary>
    public bool UsesSockets { get; init; }

    public ManualTime Time { get; } = new() { WaitsPassAtOnce = true };

    public FakeUpstream Wire { get; }

    public IStateStore Store { get; set; }

    public KnownSecrets Secrets { get; } = new();

    public string Told => $"{string.Join('\n', _log.Lines)}\n{_metrics}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>As the HTTP API hands it over.</summary>
    public Task<ApiAnswer> SendAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(new ApiRequest("POST", path, "", headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase), body, null));

    public Task<ApiAnswer> SendAsync(ApiRequest request) => _changed.Value.GetRequiredService<CrmChanged>().AnswerAsync(request, Ct);

    /// <summary>Signed by the words of docs/crm-changes.md.</summary>
    public Task<ApiAnswer> SignedAsync(string body, string? timestamp = null, string key = SigningKey, string source = "crm")
    {
        timestamp ??= $"{Time.GetUtcNow().ToUnixTimeSeconds()}";
        return SendAsync($"/crm/changes/{source}", body, ("X-Timestamp", timestamp), ("X-Signature", Sign(body, timestamp, key)));
    }

    public static string Sign(string body, string timestamp, string key = SigningKey) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(timestamp + "." + body)));

    /// <summary>What the CRM answers to the caller's number from now on.</summary>
    public void Knows(string tier) => Wire.When(HttpMethod.Get, ByPhone).Answers(HttpStatusCode.OK, $"[{Customer(tier)}]");

    /// <summary>What it answers to the caller's id from now on.</summary>
    public FakeRoute KnowsById(string tier) => Wire.When(HttpMethod.Get, ById).Answers(HttpStatusCode.OK, Customer(tier));

    private static string Customer(string tier) => $$"""{"id":"C-1","loyaltyTier":"{{tier}}"}""";

    /// <summary>A call of the caller reaches EnrichInteraction; its context can be written as often as it is.</summary>
    /// <returns>Where its attributes are written.</returns>
    public async Task<string> CallAsync(string conversation = "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef", HttpStatusCode answer = HttpStatusCode.Accepted)
    {
        var address = $"https://genesys.test/api/v2/conversations/{conversation}/participants/3e0a0001-4a1b-4c2d-8e3f-077f17561eef/attributes";
        Wire.When(HttpMethod.Patch, address).Answers(answer, "{}");
        var handler = _enriching.Value.GetRequiredService<EnrichInteraction>();
        var call = JsonElement.Parse(SampleEvents.Text("01-").Replace("7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef", conversation, StringComparison.Ordinal));
        var reading = handler.Read(call).ShouldBeOfType<EventReading<Interaction>.Ours>();
        (await handler.HandleAsync(reading.Event with { StaleAt = null }, Ct)).ShouldBeOfType<Outcome.Done>();
        return address;
    }

    /// <summary>The bodies of the contexts that were written to the address, without the first, which is EnrichInteraction's.</summary>
    public IReadOnlyList<string> WrittenAfterwards(string address) => [.. Wire.RequestsTo(HttpMethod.Patch, address).Skip(1).Select(request => request.Body)];

    /// <summary>What another process finds under the caller's number.</summary>
    public async Task<Found> LookUpAsync()
    {
        await using var lookup = _enriching.Value.GetRequiredService<CustomerDirectory>().Begin(
            new CustomerQuery(null, new PhoneNumberReader("US").Read(Phone).Phone), new Requester("test", Audience.Admin));
        return await lookup.CompleteAsync(Ct);
    }

    /// <summary>Whether what was cached under the record's id is used no more.</summary>
    public async Task<bool> ForgottenAsync(string source, string id)
    {
        var cache = _enriching.Value.GetRequiredService<CustomerCache>();
        var query = new CustomerQuery(id, null);
        var before = Time.GetUtcNow().AddMinutes(-1);
        await cache.AddAsync(query, new Dictionary<string, CachedAnswer>(StringComparer.Ordinal)
        {
            [source] = new("", before, [new CustomerRecord(new Dictionary<string, JsonElement>(StringComparer.Ordinal), null)]),
        });
        return (await cache.ReadAsync(query)).Sources.Count == 0;
    }

    public T InEnriching<T>()
        where T : class => _enriching.Value.GetRequiredService<T>();

    /// <summary>How often a metric was counted under the dimension's value.</summary>
    public int Counted(string metric, string dimension, string value) => _metrics.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonElement.Parse(line))
        .Where(line => line.TryGetProperty(metric, out _) && line.TryGetProperty(dimension, out var given) && given.ValueEquals(value))
        .Sum(line => line.GetProperty(metric).GetInt32());

    public ServiceProvider Function(string name)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Genesys:ApiUrl"] = "https://genesys.test",
            ["Genesys:LoginUrl"] = "https://genesys.test",
            ["Genesys:SecretId"] = "genesys",
            ["Crm:Sources:0:Name"] = "crm",
            ["Crm:Sources:0:Url"] = "https://crm.test",
            ["Crm:Sources:0:SecretId"] = "crm",
            ["Crm:Sources:0:Fields:loyaltyTier"] = "loyaltyTier",
            ["Customers:Cache:MemoryFor"] = "00:00:00",
            ["DeadLetters:QueueUrl"] = "https://sqs.test/letters",
            ["State:Table"] = "table",
            ["Changes:PublicUrl"] = PublicUrl,
            ["Changes:Senders:0:Source"] = "crm",
            ["Changes:Senders:0:SecretId"] = SecretId,
            ["Http:MaxRetries"] = "0",
        };
        foreach (var (key, value) in _settings)
        {
            settings[key] = value;
        }

        var services = new ServiceCollection();
        if (!UsesSockets)
        {
            services.AddSingleton<HttpMessageHandler>(Wire);
        }

        services.AddSingleton<TimeProvider>(Time).AddSingleton(new Random(1))
            .AddSingleton(new Metrics(TextWriter.Synchronized(_metrics), Time, name)).AddSingleton<ISecrets>(Secrets).AddSingleton(Store)
            .AddSingleton<IDeadLetterQueue>(_ => throw new InvalidOperationException("No letter is written here."))
            .AddLogging(logging => logging.AddProvider(new OneLog(_log)));
        var setup = new FeatureSetup(services, new ConfigurationBuilder().AddInMemoryCollection(settings.Where(setting => setting.Value is not "")).Build()).AddDiagnostics(name).AddFunction(name);
        setup.Complete();
        var provider = services.BuildServiceProvider();
        _functions.Add(provider);
        return provider;
    }

    public void Dispose()
    {
        _functions.ForEach(function => function.Dispose());
        Wire.FailOnUnexpected();

        // Whatever happened, nothing private is told.
        foreach (var secret in new[] { "5550142", "C-1\"", SigningKey, "hush", "Platinum" })
        {
            Told.ShouldNotContain(secret);
        }
    }
}
