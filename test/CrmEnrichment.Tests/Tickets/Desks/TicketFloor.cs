using System.Text.Json;
using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Health;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Sql;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Dispositions;
using CrmEnrichment.Tickets;
using CrmEnrichment.Tickets.Mailboxes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>UpdateTickets as its function composes it, over the CRM of the settings, with mailbox, state and letters in memory.</summary>
internal sealed class TicketFloor : IAsyncDisposable
{
    private const string SecretId = "crm/secret";

    private readonly ServiceProvider _services;
    private readonly BreakingStore _store;
    private readonly SentLetters _letters = new();
    private readonly CapturedLog<TicketFloor> _log = new();
    private int _runs;

    public TicketFloor(ManualTime time, DeskCrm crm, params IEnumerable<(string Name, string Value)> settings)
    {
        Time = time;
        _store = new(new MemoryStateStore(time));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new[]
        {
            ("Crm:Sources:0:Name", "crm"), ("Crm:Sources:0:SecretId", SecretId), ("Crm:Sources:0:TimeoutMs", "3000"), ("Crm:Sources:0:Kind", crm.Kind), ("Crm:Sources:0:Url", crm.Url.ToString()),
            ("State:Table", "state"), ("DeadLetters:QueueUrl", "https://sqs.example.com/letters"), ("Http:MaxRetries", "0"),
            ("Mail:Mailboxes:0:Name", "desk"), ("Mail:Mailboxes:0:Host", "imap.example.com"), ("Mail:Mailboxes:0:SecretId", "mailbox"),
        }.Concat(settings).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2))).Build();
        var setup = new FeatureSetup(new ServiceCollection(), configuration);
        setup.Services.AddLogging(logging => logging.AddProvider(new OneLog(_log))).AddSingleton<TimeProvider>(time).AddSingleton(new Metrics(TextWriter.Null, time, FunctionFeatures.UpdateTickets))
            .AddSingleton<ISecrets>(new KnownSecrets { [SecretId] = crm.Secret }).AddSingleton<IStateStore>(_store).AddSingleton<IDeadLetterQueue>(_letters).AddSingleton<IMailServer>(Mailbox);
        setup.AddDiagnostics(FunctionFeatures.UpdateTickets).AddSql().AddTicketMail().Complete();
        _services = setup.Services.BuildServiceProvider();
    }

    public ManualTime Time { get; }

    public MailboxInMemory Mailbox { get; } = new();

    /// <summary>In their order.</summary>
    public IReadOnlyList<JsonElement> Letters => [.. _letters.Bodies.Select(body => JsonElement.Parse(body))];

    /// <summary>Whatever was said: nothing private may be in it.</summary>
    public string Told => string.Join('\n', _log.Lines.Concat(_letters.Bodies));

    /// <summary>Puts under keys that begin like this fail, as if the process ended there.</summary>
    public void BreakAt(string? prefix) => _store.Broken = prefix;

    /// <summary>One run by the schedule.</summary>
    public async Task<MailboxRun> RunAsync() => (await _services.GetRequiredService<UpdateTickets>().RunAsync(
        new(), $"run-{++_runs}", new(FunctionFeatures.UpdateTickets, "1"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).Mailboxes[0];

    /// <summary>The health check's part.</summary>
    public Task ProbeAsync() => _services.GetServices<Component>().Single(component => component.Kind is ComponentKind.Tickets).ProbeAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
