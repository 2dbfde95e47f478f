using System.Text.Json;
using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Dispositions;
using CrmEnrichment.Health;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Sql;
using CrmEnrichment.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CrmEnrichment.Tests.Dispositions;

/// <summary>SyncDisposition as its function composes it, over the CRM of the settings, with the state and the letters in memory.</summary>
internal sealed class DispositionFloor : IAsyncDisposable
{
    private const string SecretId = "crm/secret";

    private readonly ServiceProvider _services;
    private readonly BreakingStore _store;
    private readonly SentLetters _letters = new();
    private readonly CapturedLog<DispositionFloor> _log = new();

    public DispositionFloor(TimeProvider time, string secret, params IEnumerable<(string Name, string Value)> settings)
    {
        Time = time;
        _store = new(new MemoryStateStore(time));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("Crm:Sources:0:Name", "crm"), new("Crm:Sources:0:SecretId", SecretId), new("Crm:Sources:0:TimeoutMs", "3000"),
            new("State:Table", "state"), new("DeadLetters:QueueUrl", "https://sqs.example.com/letters"), new("Vicidial:TimeZone", "America/New_York"), new("Http:MaxRetries", "0"),
            .. settings.Select(setting => KeyValuePair.Create($"Crm:Sources:0:{setting.Name.Replace("__", ":", StringComparison.Ordinal)}", (string?)setting.Value)),
        ]).Build();
        var setup = new FeatureSetup(new ServiceCollection(), configuration);
        setup.Services.AddLogging(logging => logging.AddProvider(new OneLog(_log))).AddSingleton(time).AddSingleton(new Metrics(TextWriter.Null, time, FunctionFeatures.SyncDisposition))
            .AddSingleton<ISecrets>(new KnownSecrets { [SecretId] = secret }).AddSingleton<IStateStore>(_store).AddSingleton<IDeadLetterQueue>(_letters);
        setup.AddDiagnostics(FunctionFeatures.SyncDisposition).AddSql().AddDispositionSync().Complete();
        _services = setup.Services.BuildServiceProvider();
    }

    public TimeProvider Time { get; }

    /// <summary>Their reasons, in their order.</summary>
    public IReadOnlyList<JsonElement> Letters => [.. _letters.Bodies.Select(body => JsonElement.Parse(body))];

    /// <summary>Whatever was said: nothing private may be in it.</summary>
    public string Told => string.Join('\n', _log.Lines.Concat(_letters.Bodies.Select(body => JsonElement.Parse(body).GetProperty("message").GetString()!)));

    /// <summary>Puts under keys that begin like this fail, as if the process ended there.</summary>
    public void BreakAt(string? prefix) => _store.Broken = prefix;

    /// <summary>One call ends, and what becomes of it.</summary>
    public Task<Outcome> EndAsync(string dispo, string code, string call = "1.1", string more = "") => DeliverAsync(Message(dispo, code, call, more));

    /// <summary>As VicidialCalls leaves it in the queue.</summary>
    public JsonElement Message(string dispo, string code, string call = "1.1", string more = "", TimeSpan later = default) => JsonElement.Parse(CallEvent.Of(
        CallKind.End, CallQuery.Read($"lead_id=7&dispo={dispo}&vendor_code={Uri.EscapeDataString(code)}&uniqueid={call}&talk_time=120&agent=agent101&phone=3175550142{more}"), Time.GetUtcNow() + later).ToJson());

    /// <summary>By the queue, or out of a letter.</summary>
    public Task<Outcome> DeliverAsync(JsonElement message)
    {
        var route = _services.GetServices<EventRoute>().Single(route => string.Equals(route.Handler, nameof(SyncDisposition), StringComparison.Ordinal));
        return route.RunAsync(new(message, Guid.NewGuid().ToString(), TimeSpan.FromMinutes(1), new(nameof(SyncDisposition), "1")), TestContext.Current.CancellationToken);
    }

    /// <summary>The health check's part.</summary>
    public Task ProbeAsync() => _services.GetServices<Component>().Single(component => component.Kind is ComponentKind.Dispositions).ProbeAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
