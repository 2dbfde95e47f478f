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
    /// <summary>What one letter may take, and what is kept back for tidying up.</summary>
    private static readonly TimeSpan s_letterBudget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_tidyingUp = TimeSpan.FromSeconds(2);

    private const int MessagesPerReceive = 10;

    /// <param name="request">Which letters, and how many.</param>
    /// <param name="invocation">The replay's own request id; it makes the owner of its claims.</param>
    /// <param name="timeLeft">Until Lambda ends the invocation.</param>
    /// <param name="function">The replay function.</param>
    /// <param name="ct">Ends the run between two letters.</param>
    public async Task<ReplayReport> RunAsync(ReplayRequest request, string invocation, TimeSpan timeLeft, FunctionIdentity function, CancellationToken ct)
    {
        var end = time.GetUtcNow() + timeLeft;
        using var deadline = Deadline.Start(timeLeft, time);
        var run = new ReplayRun(request, end - s_letterBudget - s_tidyingUp, time);
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
        if (queued is QueuedLetter.Enveloped { Letter: var known } && run.Keeps(known))
        {
            run.Hold(message);
            return;
        }

        var letter = queued is QueuedLetter.Enveloped enveloped ? await letters.OpenAsync(enveloped.Letter, ct) : null;
        var raw = queued as QueuedLetter.Raw;
        var payload = letter?.Event ?? raw?.Payload;
        var handler = letter is not null ? handlers.Named(letter.Handler) : handlers.OfFunction(raw?.FunctionArn);
        if (payload is null || handler is null)
        {
            logger.Left(message.Id, "it is in no form that this deployment can replay");
            run.Report.Unreadable++;
            run.Hold(message);
            return;
        }

        run.Tried++;
        var delivery = new Delivery(payload.Value, raw?.Owner ?? $"{invocation}/{message.Id}", s_letterBudget, function, letter) { IsReplay = true };
        var outcome = await boundary.RunAsync(handler, delivery, ct);
        if (run.Count(outcome) is Fate.Stays)
        {
            run.Hold(message);
            return;
        }

        await queue.DeleteAsync(message, ct);
        if (letter is not null && outcome is not Outcome.DeadLettered)
        {
            await letters.ForgetPartsAsync(letter, ct);
        }
    }
}
