using System.Runtime.CompilerServices;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Cli.Changes;

/// <summary>Makes the selection, records that the change begins, applies it letter by letter, and records how it ended.</summary>
internal sealed class ChangeRun(LetterChange change, string command, Func<Task<AuditLog>> openAudit, TimeProvider time)
{
    /// <summary>Letters in work at once: what a letter waits for is mostly its upstreams.</summary>
    private const int AtOnce = 8;

    private readonly Lock _gate = new();

    /// <summary>Shows the work while it goes on; gives it what is to be told after each letter.</summary>
    public Func<ChangeReport, Func<Action, Task>, Task> Watch { get; init; } = (_, work) => work(() => { });

    /// <summary>Takes what a person should know about one letter, or about what was not seen.</summary>
    public Action<string> Tell { get; init; } = Terminal.Tell;

    public async Task<ChangeReport> RunAsync(CancellationToken ct)
    {
        // Opened first: what cannot be recorded is not begun.
        var audit = change.IsDryRun ? null : await openAudit();
        var (selected, coverage) = await Selection.ChooseAsync(change, time, ct);
        if (coverage?.Sentence is { } notSeen)
        {
            Tell(notSeen);
        }

        var report = new ChangeReport
        {
            Command = command,
            Selected = selected.Count,
            HeldByOthers = coverage?.HeldByOthers ?? 0,
            DryRun = change.IsDryRun,
            LetterIds = change.IsDryRun ? selected.Values : null,
        };
        if (audit is null || selected.Count == 0)
        {
            return report;
        }

        if (!await change.ConfirmAsync(selected.Count, ct))
        {
            throw new UsageException($"Not confirmed; {Count.Of(selected.Count)} left as before.");
        }

        var letterIds = selected.Values.ToList();
        audit.Write("begun", change.Filter, letterIds);
        try
        {
            await Watch(report, told => ApplyAsync(selected, report, told, ct));
        }
        finally
        {
            report.Left = selected.Count;
            audit.Write("ended", change.Filter, letterIds, new Dictionary<string, int>(report.Outcomes, StringComparer.Ordinal) { ["Left"] = report.Left });
        }

        return report;
    }

    /// <summary>The token is looked at before a letter is begun, and never in one: each is either done or in the queue.</summary>
    private async Task ApplyAsync(Dictionary<string, string> selected, ChangeReport report, Action told, CancellationToken ct)
    {
        await using var walk = new LetterWalk(change.Queue, time);
        await using var letters = BeginAsync(walk, selected, ct).GetAsyncEnumerator(CancellationToken.None);
        try
        {
            foreach (var size in change.Canary is null ? [int.MaxValue] : Canary.Stages())
            {
                var before = (report.Tried, report.Unsound);
                report.CanaryStage += change.Canary is null ? 0 : 1;
                await Parallel.ForEachAsync(TakeAsync(letters, size), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (message, _) =>
                {
                    var result = await ApplyAsync(message);
                    if (result.IsGone)
                    {
                        walk.Forget(message);
                    }

                    lock (_gate)
                    {
                        report.Count(result);
                        told();
                    }
                });
                if (change.Canary?.Stops(report.Unsound - before.Unsound, report.Tried - before.Tried) is true)
                {
                    report.StoppedByCanary = true;
                    break;
                }

                if (selected.Count == 0 || report.Tried - before.Tried < size)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            report.Interrupted = true;
        }
    }

    /// <summary>The letters of the selection as they are met, each when it may begin; from then on it is not among the selected any more.</summary>
    private async IAsyncEnumerable<QueuedMessage> BeginAsync(LetterWalk walk, Dictionary<string, string> selected, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var message in walk.ReadAsync(ct))
        {
            if (selected.ContainsKey(message.Id))
            {
                await (change.Rate?.NextAsync(ct) ?? Task.CompletedTask);
                ct.ThrowIfCancellationRequested();
                selected.Remove(message.Id);
                yield return message;
            }

            if (selected.Count == 0)
            {
                break;
            }
        }
    }

    private static async IAsyncEnumerable<QueuedMessage> TakeAsync(IAsyncEnumerator<QueuedMessage> letters, int most)
    {
        while (most-- > 0 && await letters.MoveNextAsync())
        {
            yield return letters.Current;
        }
    }

    /// <summary>A letter that is bad, or a call that fails for it, holds up none of the others.</summary>
    private async Task<LetterResult> ApplyAsync(QueuedMessage message)
    {
        try
        {
            return await change.ApplyAsync(message, LetterReader.Read(message));
        }
        catch (Exception e) when (e is UpstreamException or EventNotKeptException)
        {
            Tell($"{message.Id} stays in the queue: {e.Message}");
            return new LetterResult("Stays", Failed: true, IsGone: false);
        }
    }
}
