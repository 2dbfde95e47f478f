using CrmEnrichment.Aws;
using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Mail;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Replay;
using CrmEnrichment.Sql;
using CrmEnrichment.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Cli.Changes;

/// <summary>Letters through their handlers and the same boundary as on Lambda, in this process.</summary>
internal sealed class ReplayLetters : IAsyncDisposable
{
    private static readonly FunctionIdentity s_function = new("crm-enrich", typeof(ReplayLetters).Assembly.GetName().Version!.ToString());

    private readonly ServiceProvider _services;
    private readonly LetterReplay _replay;
    private readonly Replayer _replayer;

    /// <param name="configuration">The functions' own.</param>
    /// <param name="record">Takes who looked up whom.</param>
    /// <param name="time">Now.</param>
    /// <exception cref="InvalidConfigurationException">The handlers would not start with these settings.</exception>
    /// <exception cref="UsageException">Without the table nobody would notice that an event is being handled elsewhere, or is done.</exception>
    public ReplayLetters(IConfiguration configuration, RecordFile record, TimeProvider time)
    {
        _services = Compose(configuration, record, time);
        _replay = ActivatorUtilities.CreateInstance<LetterReplay>(_services);
        _replayer = new Replayer(Guid.CreateVersion7(time.GetUtcNow()).ToString(), s_function);
    }

    /// <param name="filter">Which letters.</param>
    /// <param name="includesPermanent">Also those that no repetition heals.</param>
    public LetterChange Change(LetterFilter filter, bool includesPermanent) =>
        new(_services.GetRequiredService<IDeadLetterQueue>(), filter, (queued, now) => Means(filter, includesPermanent, queued, now), TryAsync);

    /// <summary>Whether a replay with this filter would try the letter.</summary>
    public static bool Means(LetterFilter filter, bool includesPermanent, QueuedLetter? queued, DateTimeOffset now) => queued switch
    {
        QueuedLetter.Enveloped { Letter: var letter } => filter.Matches(letter, now)
            && !(letter.NotBefore > now)
            && (letter.Retryable || includesPermanent),
        QueuedLetter.Raw => filter.IsEmpty,
        _ => false,
    };

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<LetterResult> TryAsync(QueuedMessage message, QueuedLetter? queued)
    {
        if (await _replay.PrepareAsync(message, queued, _replayer, CancellationToken.None) is not { } attempt)
        {
            return new LetterResult("Unreadable", Failed: true, IsGone: false);
        }

        Outcome? outcome = null;
        var after = await _replay.RunAsync(attempt, ended => (outcome = ended) is Outcome.InProgress ? AfterReplay.Keep : AfterReplay.Delete, CancellationToken.None);
        var failed = outcome is (Outcome.DeadLettered or Outcome.InProgress);
        return new LetterResult(outcome is Outcome.DeadLettered { IsParked: true } ? "Parked" : outcome!.Name, failed, IsGone: after is AfterReplay.Delete)
        {
            IsPartial = outcome is Outcome.Done { As: EnrichmentOutcome.Partial },
        };
    }

    private static ServiceProvider Compose(IConfiguration configuration, RecordFile record, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time).AddSingleton(new Metrics(TextWriter.Null, time, s_function.Name)).AddAws();
        new FeatureSetup(services, configuration).AddDiagnostics(s_function.Name).AddSql().AddMail().AddReplayedHandlers().AddReplay().Complete();
        services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(new ReplayLog(record, time));
        var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<StateOptions>().Table.Length > 0
            ? provider
            : throw new UsageException("State__Table is not set: a replay must share what the functions remember as done, or it does it again.");
    }
}
