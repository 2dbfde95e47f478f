using CrmEnrichment.Http;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Failures;

/// <summary>Takes letters out of the queue and runs each through its handler and the boundary, as its first delivery was.</summary>
/// <remarks>
/// A letter is deleted only after it is done, or after its successor with one attempt more is in the queue. Letters that stay
/// are held back until the end, so that none is looked at twice in one run.
/// </remarks>
public sealed class ReplayDeadLetters(
    IDeadLetterQueue queue,
    DeadLetters letters,
    EventHandlers handlers,
    FailureBoundary boundary,
    TimeProvider time,
    ILogger<ReplayDeadLetters> logger)
{
    /// <summary>What is kept back for tidying up.</summary>
    private static readonly TimeSpan s_tidyingUp = TimeSpan.FromSeconds(2);

    private const int MessagesPerReceive = 10;

    private readonly LetterReplay _replay = new(queue, letters, handlers, boundary);

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
        while (run.GoesOn() && await queue.ReceiveAsync(Math.Min(MessagesPerReceive, run.Room), end - time.GetUtcNow(), ct) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                if (!run.GoesOn())
                {
                    run.Hold(message);
                    continue;
                }

                await OrHoldAsync(message, run, () => TakeAsync(message, run, invocation, function, ct));
            }
        }

        foreach (var held in run.Held.ToList())
        {
            await OrHoldAsync(held, run, () => queue.ReleaseAsync(held, ct));
        }

        return run.Report;
    }

    /// <summary>One bad message never blocks the others; what the queue did not do for it now, its visibility timeout does later.</summary>
    private async Task OrHoldAsync(QueuedMessage message, ReplayRun run, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is UpstreamException or EventNotKeptException)
        {
            logger.Left(message.Id, e.Message);
            run.Hold(message);
        }
    }

    private async Task TakeAsync(QueuedMessage message, ReplayRun run, string invocation, FunctionIdentity function, CancellationToken ct)
    {
        var queued = LetterReader.Read(message);
        if (run.Keeps(queued))
        {
            run.Hold(message);
            return;
        }

        if (await _replay.PrepareAsync(message, queued, invocation, function, ct) is not { } attempt)
        {
            logger.Left(message.Id, "it is in no form that this deployment can replay");
            run.Report.Unreadable++;
            run.Hold(message);
            return;
        }

        run.Tried++;
        if (await _replay.RunAsync(attempt, run.Count, ct) is Fate.Stays)
        {
            run.Hold(message);
        }
    }
}
