using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
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
    Metrics metrics,
    TimeProvider time,
    ILogger<ReplayDeadLetters> logger)
{
    /// <summary>What is kept back for tidying up.</summary>
    private static readonly TimeSpan s_tidyingUp = TimeSpan.FromSeconds(2);

    /// <summary>And of that, for the answer.</summary>
    private static readonly TimeSpan s_answering = TimeSpan.FromMilliseconds(500);

    private readonly LetterReplay _replay = new(queue, letters, routes, metrics);

    /// <param name="request">Which letters, and how many.</param>
    /// <param name="invocation">The replay's own request id; it makes the owner of its claims.</param>
    /// <param name="timeLeft">Until Lambda ends the invocation.</param>
    /// <param name="function">The replay function.</param>
    /// <param name="ct">Ends the run between two letters.</param>
    public async Task<ReplayReport> RunAsync(ReplayRequest request, string invocation, TimeSpan timeLeft, FunctionIdentity function, CancellationToken ct)
    {
        var end = time.GetUtcNow() + timeLeft;
        using var deadline = Deadline.Start(timeLeft, time);
        var run = new ReplayRun(request, end - LetterReplay.Budget - s_tidyingUp, time);

        // Not extended: what is held comes back by itself when the invocation is over, also when it is killed.
        var held = new HeldMessages(queue);
        while (run.GoesOn() && await queue.ReceiveAsync(Math.Min(IDeadLetterQueue.BatchSize, run.Room), end - time.GetUtcNow(), ct) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                if (!run.GoesOn() || await TryAsync(message, run, invocation, function, ct) is AfterReplay.Keep)
                {
                    held.Hold(message);
                }
            }
        }

        using var limit = TimeLimit.Start(end - time.GetUtcNow() - s_answering, time, CancellationToken.None);
        await held.ReleaseAsync(limit.Token);
        run.Report.Left = await CountAsync(limit.Token);
        return run.Report;
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

    /// <summary>One bad message never blocks the others; what the queue did not do for it now, its visibility timeout does later.</summary>
    private async Task<AfterReplay> TryAsync(QueuedMessage message, ReplayRun run, string invocation, FunctionIdentity function, CancellationToken ct)
    {
        try
        {
            return await TakeAsync(message, run, invocation, function, ct);
        }
        catch (Exception e) when (e is UpstreamException or EventNotKeptException)
        {
            logger.Left(message.Id, e.Message);
            return AfterReplay.Keep;
        }
    }

    private async Task<AfterReplay> TakeAsync(QueuedMessage message, ReplayRun run, string invocation, FunctionIdentity function, CancellationToken ct)
    {
        var queued = LetterReader.Read(message);
        if (run.Keeps(queued))
        {
            return AfterReplay.Keep;
        }

        if (await _replay.PrepareAsync(message, queued, invocation, function, ct) is not { } attempt)
        {
            logger.Left(message.Id, "it is in no form that this deployment can replay");
            run.Report.Unreadable++;
            return AfterReplay.Keep;
        }

        await run.Rate.NextAsync(ct);
        run.Tried++;
        return await _replay.RunAsync(attempt, run.Count, ct);
    }
}
