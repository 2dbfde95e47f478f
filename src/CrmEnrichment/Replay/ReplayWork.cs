using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Pipeline;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Replay;

/// <summary>Tries letters, one after the other, at the run's rate; what stays in the queue is held until the run ends.</summary>
internal sealed class ReplayWork(LetterReplay replay, ReplayRun run, Replayer replayer, HeldMessages held, DateTimeOffset end, ILogger logger)
{
    public Replayer Replayer => replayer;

    /// <summary>Not extended: what is held comes back by itself when the invocation is over, also when it is killed.</summary>
    public HeldMessages Held => held;

    /// <summary>Of the run.</summary>
    public DateTimeOffset End => end;

    /// <summary>One bad message never blocks the others; what the queue did not do for it now, its visibility timeout does later.</summary>
    /// <returns>Null where the letter could not be tried, or not to the end.</returns>
    public async Task<Outcome?> TryAsync(QueuedMessage message, QueuedLetter? queued, CancellationToken ct)
    {
        try
        {
            return await TakeAsync(message, queued, ct);
        }
        catch (Exception e) when (e is UpstreamException or EventNotKeptException)
        {
            logger.Left(message.Id, e.Message);
            held.Hold(message);
            return null;
        }
    }

    private async Task<Outcome?> TakeAsync(QueuedMessage message, QueuedLetter? queued, CancellationToken ct)
    {
        if (await replay.PrepareAsync(message, queued, replayer, ct) is not { } attempt)
        {
            logger.Left(message.Id, "it is in no form that this deployment can replay");
            run.Report.Unreadable++;
            held.Hold(message);
            return null;
        }

        await run.Rate.NextAsync(ct);
        run.Tried++;
        Outcome? outcome = null;
        if (await replay.RunAsync(attempt, ended => run.Count(outcome = ended), ct) is AfterReplay.Keep)
        {
            held.Hold(message);
        }

        return outcome;
    }
}
