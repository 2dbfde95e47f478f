using System.CommandLine;
using CrmEnrichment.Aws;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Failures;
using CrmEnrichment.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Cli.Commands;

/// <summary>dlq replay: letters through their handlers and the same boundary as on Lambda, in this process.</summary>
internal static class ReplayCommand
{
    /// <summary>Two requests to Genesys each leave room below its 300 a minute and token.</summary>
    private const double DefaultRate = 2;

    private static readonly FunctionIdentity s_function = new("crm-enrich", typeof(ReplayCommand).Assembly.GetName().Version!.ToString());

    public static Command Create(TimeProvider time)
    {
        var rate = new Option<double>("--rate") { Description = "letters per second at most, from 0.1", DefaultValueFactory = _ => DefaultRate };
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 1000))
            {
                result.AddError("--rate is a number from 0.1 to 1000.");
            }
        });
        var permanent = new Option<bool>("--include-permanent") { Description = "also try permanent letters: after a fix was deployed, or a right granted" };
        var command = new LetterCommand("replay", "Run letters through their handlers again, from this machine.", time).Filtered().Audited();
        var options = new ChangeOptions(command);
        command.Options.Add(rate);
        command.Options.Add(permanent);
        command.SetAction(async (parsed, ct) =>
        {
            var filter = command.Filter(parsed);
            await using var services = Compose(command.Configuration(parsed), time);
            var queue = services.GetRequiredService<IDeadLetterQueue>();
            var replay = ActivatorUtilities.CreateInstance<LetterReplay>(services);
            var invocation = Guid.CreateVersion7(time.GetUtcNow()).ToString();
            var change = new LetterChange(
                queue,
                filter,
                (queued, now) => Means(filter, parsed.GetValue(permanent), queued, now),
                (message, queued) => TryAsync(replay, message, queued, invocation))
            {
                Rate = parsed.GetValue(rate),
            };
            return await ChangeProgress.RunAsync(options.Limit(change, parsed), "dlq replay", () => command.Audit(parsed), command.Json(parsed), time, ct);
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

    private static async Task<LetterFate> TryAsync(LetterReplay replay, QueuedMessage message, QueuedLetter? queued, string invocation)
    {
        if (await replay.PrepareAsync(message, queued, invocation, s_function, CancellationToken.None) is not { } attempt)
        {
            return new LetterFate("Unreadable", Failed: true, IsGone: false);
        }

        Outcome? outcome = null;
        var fate = await replay.RunAsync(attempt, ended => (outcome = ended) is Outcome.InProgress ? Fate.Stays : Fate.Deleted, CancellationToken.None);
        var isDone = outcome is not (Outcome.DeadLettered or Outcome.InProgress);
        return new LetterFate(outcome is Outcome.DeadLettered { IsParked: true } ? "Parked" : outcome!.Name, Failed: !isDone, IsGone: fate is Fate.Deleted);
    }

    /// <exception cref="UsageException">Without the table nobody would notice that an event is being handled elsewhere, or is done.</exception>
    private static ServiceProvider Compose(IConfiguration configuration, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time).AddSingleton(new Metrics(TextWriter.Null, time, s_function.Name)).AddCrmEnrichment(configuration, s_function.Name).AddAws();
        services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(new JsonLineLoggerProvider(Console.Error, time));
        var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<StateOptions>().Table.Length > 0
            ? provider
            : throw new UsageException("State__Table is not set: a replay must share the functions' ledger, or it does again what is done.");
    }
}
