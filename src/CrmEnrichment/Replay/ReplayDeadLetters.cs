using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Idempotency;
using CrmEnrichment.Pipeline;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Replay;

/// <summary>Takes letters out of the queue and runs each through its handler and the boundary, as its first delivery was.</summary>
/// <remarks>
/// A letter is deleted only after it is done, or after its successor with one attempt more is in the queue. Letters that stay
/// are held back until the end, so that none is looked at twice in one run.
/// </remarks>
public sealed class ReplayDeadLetters(
    IDeadLetterQueue queue,
    DeadLetterStore letters,
    EventRoutes routes,
    EventClaims claims,
    HealingRule healing,
    Metrics metrics,
    TimeProvider time,
    ILogger<ReplayDeadLetters> logger)
{
    /// <summary>What is kept back for tidying up.</summary>
    private static readonly TimeSpan s_tidyingUp = TimeSpan.FromSeconds(2);

    /// <summary>And of that, for the answer.</summary>
    private static readonly TimeSpan s_answering = TimeSpan.FromMilliseconds(500);

    private readonly LetterReplay _replay = new(queue, letters, routes, metrics);
    private readonly HealingRun _healing = new(queue, healing, new BestEffortClaims(claims, time, logger), metrics, time);

    /// <param name="request">Which letters, and how many.</param>
    /// <param name="invocation">The replay's own request id; it makes the owner of its claims.</param>
    /// <param name="timeLeft">Until Lambda ends the invocation.</param>
    /// <param name="function">The replay function.</param>
    /// <param name="ct">Ends the run between two letters.</param>
    /// <exception cref="ArgumentException">Members of the request contradict each other.</exception>
    public async Task<ReplayReport> RunAsync(ReplayRequest request, string invocation, TimeSpan timeLeft, FunctionIdentity function, CancellationToken ct)
    {
        if (request is { Healing: true } and ({ Filter: not null } or { IncludePermanent: true }))
        {
            throw new ArgumentException("healing chooses its letters itself: leave filter and includePermanent out, or leave healing out for a replay by hand.", nameof(request));
        }

        timeLeft = request.Healing && timeLeft > HealingRun.Longest ? HealingRun.Longest : timeLeft;
        var end = time.GetUtcNow() + timeLeft;
        using var deadline = Deadline.Start(timeLeft, time);
        var run = new ReplayRun(request, end - LetterReplay.Budget - s_tidyingUp, time);
        var work = new ReplayWork(_replay, run, new Replayer(invocation, function, request.Healing), new HeldMessages(queue), end, logger);
        try
        {
            await (request.Healing ? _healing.RunAsync(run, work, ct) : ReplayAsync(run, work, ct));
        }
        finally
        {
            using var limit = TimeLimit.Start(end - time.GetUtcNow() - s_answering, time, CancellationToken.None);
            await work.Held.ReleaseAsync(limit.Token);
            run.Report.Left = await CountAsync(limit.Token);
        }

        if (request.Healing)
        {
            logger.Healed(run.Report);
        }

        return run.Report;
    }

    private async Task ReplayAsync(ReplayRun run, ReplayWork work, CancellationToken ct)
    {
        while (run.GoesOn() && await queue.ReceiveAsync(Math.Min(IDeadLetterQueue.BatchSize, run.Room), work.End - time.GetUtcNow(), ct) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                var queued = LetterReader.Read(message);
                if (!run.GoesOn() || run.Keeps(queued))
                {
                    work.Held.Hold(message);
                }
                else
                {
                    await work.TryAsync(message, queued, ct);
                }
            }
        }
    }

    private async Task<int?> CountAsync(CancellationToken ct)
    {
        try
        {
            return await queue.CountAsync(ct);
        }
        catch (Exception e) when (e is UpstreamException or OperationCanceledException)
        {
            return null;
        }
    }
}
