using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Idempotency;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Replay;

/// <summary>One run of the schedule: it looks through the queue, gives back what it does not try, and tries the rest one by one.</summary>
/// <remarks>The whole queue is held for seconds only, so that a person can look and replay meanwhile.</remarks>
internal sealed class HealingRun(IDeadLetterQueue queue, HealingRule rule, BestEffortClaims claims, Metrics metrics, TimeProvider time)
{
    /// <summary>Letters a second: with two requests a letter, at most 120 of the 300 that Genesys takes in a minute.</summary>
    public const double DefaultRate = 1;

    /// <summary>Over before the next one begins, which is after two minutes at the earliest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    /// <summary>An event's claim does for a run's too: the role may write it, and it ends by itself.</summary>
    private static readonly ClaimKey s_oneAtATime = new(nameof(ReplayDeadLetters), "healing");

    /// <param name="run">Counts and paces.</param>
    /// <param name="work">Tries one letter.</param>
    /// <param name="ct">Ends the run between two letters.</param>
    public async Task RunAsync(ReplayRun run, ReplayWork work, CancellationToken ct)
    {
        var owner = work.Replayer.Invocation;
        if (await claims.BeginAsync(s_oneAtATime, owner, work.End - time.GetUtcNow(), ct) is not ClaimResult.Claimed)
        {
            run.Report.EndedBy = ReplayEnd.OtherRun;
            return;
        }

        try
        {
            (run.Report.HeldBack, run.Report.Healing, run.Report.NeedingAPerson) = (0, 0, 0);
            await HealAsync(await ChooseAsync(run, work, ct), run, work, ct);
        }
        finally
        {
            await claims.AbandonAsync(s_oneAtATime, owner, CancellationToken.None);
        }

        metrics.Level(MetricNames.LettersHealing, run.Report.Healing!.Value, "Queue", "DeadLetters");
        metrics.Level(MetricNames.LettersNeedingAPerson, run.Report.NeedingAPerson!.Value, "Queue", "DeadLetters");
    }

    /// <summary>In half of the time at most, however many letters there are.</summary>
    private async Task<HealingChoice> ChooseAsync(ReplayRun run, ReplayWork work, CancellationToken ct)
    {
        var choice = new HealingChoice(rule, run.Report, time);
        var passed = new HeldMessages(queue);
        var until = time.GetUtcNow() + (run.LastStart - time.GetUtcNow()) / 2;
        try
        {
            while (time.GetUtcNow() < until && await queue.ReceiveAsync(IDeadLetterQueue.BatchSize, work.End - time.GetUtcNow(), ct) is { Count: > 0 } messages)
            {
                foreach (var message in messages.Where(message => !choice.Take(message)))
                {
                    passed.Hold(message);
                }
            }
        }
        finally
        {
            using var limit = TimeLimit.Start(run.LastStart - time.GetUtcNow(), time, CancellationToken.None);
            await passed.ReleaseAsync(limit.Token);
        }

        return choice;
    }

    private static async Task HealAsync(HealingChoice choice, ReplayRun run, ReplayWork work, CancellationToken ct)
    {
        var canaries = new Canaries();
        foreach (var (message, letter) in choice.InOrder)
        {
            var (goesOn, isHeldBack) = (run.GoesOn(), canaries.HoldBack(letter));
            if (!goesOn || isHeldBack)
            {
                run.Report.HeldBack += isHeldBack ? 1 : 0;
                run.Report.Healing++;
                work.Held.Hold(message);
                continue;
            }

            var unreadable = run.Report.Unreadable;
            var outcome = await work.TryAsync(message, letter, ct);
            canaries.Learn(letter, outcome);
            switch (outcome)
            {
                case Outcome.DeadLettered { Heals: false }:
                case null when run.Report.Unreadable > unreadable:
                    run.Report.NeedingAPerson++;
                    break;
                case null or Outcome.DeadLettered or Outcome.InProgress:
                    run.Report.Healing++;
                    break;
            }
        }

        run.Report.StillDown = canaries.Down;
    }
}
