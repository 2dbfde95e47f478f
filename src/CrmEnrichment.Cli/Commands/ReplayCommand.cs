using System.CommandLine;
using CrmEnrichment.Aws;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Replay;
using CrmEnrichment.Sql;
using CrmEnrichment.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq replay: letters through their handlers and the same boundary as on Lambda, in this process.</summary>
internal static class ReplayCommand
{
    /// <summary>Percent of a canary's stage.</summary>
    private const double DefaultShare = 10;

    private static readonly FunctionIdentity s_function = new("crm-enrich", typeof(ReplayCommand).Assembly.GetName().Version!.ToString());

    public static Command Create(TimeProvider time)
    {
        var rate = StrictOption.Fraction("--rate", "letters per second at most; else what Genesys takes: 20 at once, then 2/s", ReplayRate.Slowest, ReplayRate.Fastest);
        var canary = StrictOption.Fraction("--canary", $"1 letter first, then 2, 5, 20, 100, …; stop when more than this percentage of a stage fails ({DefaultShare})", 0, 100, DefaultShare);
        var permanent = new Option<bool>("--include-permanent") { Description = "also try permanent letters: after a fix was deployed, or a right granted" };
        var command = new LetterCommand("replay", "Run letters through their handlers again, from this machine.", time).Filtered().Audited();
        var options = new ChangeOptions(command);
        command.Options.Add(rate);
        command.Options.Add(canary);
        command.Options.Add(permanent);
        command.SetAction(async (parsed, ct) =>
        {
            var filter = command.Filter(parsed);
            await using var services = Compose(command.Configuration(parsed), command.Record(parsed), time);
            var queue = services.GetRequiredService<IDeadLetterQueue>();
            var replay = ActivatorUtilities.CreateInstance<LetterReplay>(services);
            var replayer = new Replayer(Guid.CreateVersion7(time.GetUtcNow()).ToString(), s_function);
            var change = new LetterChange(
                queue,
                filter,
                (queued, now) => Means(filter, parsed.GetValue(permanent), queued, now),
                (message, queued) => TryAsync(replay, message, queued, replayer))
            {
                Rate = new ReplayRate(parsed.GetValue(rate), time),
                Canary = parsed.GetResult(canary) is null ? null : new Canary((parsed.GetValue(canary) ?? DefaultShare) / 100),
            };
            return await ChangeProgress.RunAsync(options.Limit(change, parsed), "dlq replay", () => command.AuditAsync(parsed), command.Json(parsed), time, ct);
        });
        return command;
    }

    private static bool Means(LetterFilter filter, bool includesPermanent, QueuedLetter? queued, DateTimeOffset now) => queued switch
    {
        QueuedLetter.Enveloped { Letter: var letter } => filter.Matches(letter, now)
            && !(letter.NotBefore > now)
            && (letter.Retryable || includesPermanent),
        QueuedLetter.Raw => filter.IsEmpty,
        _ => false,
    };

    private static async Task<LetterResult> TryAsync(LetterReplay replay, QueuedMessage message, QueuedLetter? queued, Replayer replayer)
    {
        if (await replay.PrepareAsync(message, queued, replayer, CancellationToken.None) is not { } attempt)
        {
            return new LetterResult("Unreadable", Failed: true, IsGone: false);
        }

        Outcome? outcome = null;
        var after = await replay.RunAsync(attempt, ended => (outcome = ended) is Outcome.InProgress ? AfterReplay.Keep : AfterReplay.Delete, CancellationToken.None);
        var failed = outcome is (Outcome.DeadLettered or Outcome.InProgress);
        return new LetterResult(outcome is Outcome.DeadLettered { IsParked: true } ? "Parked" : outcome!.Name, failed, IsGone: after is AfterReplay.Delete)
        {
            IsPartial = outcome is Outcome.Done { As: EnrichmentOutcome.Partial },
        };
    }

    /// <exception cref="UsageException">Without the table nobody would notice that an event is being handled elsewhere, or is done.</exception>
    private static ServiceProvider Compose(IConfiguration configuration, RecordFile record, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time).AddSingleton(new Metrics(TextWriter.Null, time, s_function.Name)).AddAws();
        new FeatureSetup(services, configuration).AddDiagnostics(s_function.Name).AddSql().AddHandlers().AddReplay().Complete();
        services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(new ReplayLog(record, time));
        var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<StateOptions>().Table.Length > 0
            ? provider
            : throw new UsageException("State__Table is not set: a replay must share what the functions remember as done, or it does it again.");
    }
}
