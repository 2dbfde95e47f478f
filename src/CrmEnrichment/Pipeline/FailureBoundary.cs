using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Idempotency;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Pipeline;

/// <summary>
/// Runs a handler under a deadline and sees to it that the event ends in exactly one of three ways: done, kept in the
/// dead-letter queue, or thrown back to Lambda, which keeps it itself.
/// </summary>
public sealed class FailureBoundary(DeadLetterStore letters, EventClaims claims, HealingRule healing, Metrics metrics, TimeProvider time, ILogger<FailureBoundary> logger)
{
    private const string CatchAll = "The only catch-all around an event: whatever fails is kept.";

    /// <summary>What is kept back of the invocation's time to write a letter.</summary>
    private static readonly TimeSpan s_longestReserve = TimeSpan.FromSeconds(4);

    /// <summary>Between two tries to write a letter; each has retries of its own.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    /// <summary>With less time left a try is pointless.</summary>
    private static readonly TimeSpan s_leastTry = TimeSpan.FromMilliseconds(250);

    private readonly BestEffortClaims _claims = new(claims, time, logger);

    /// <exception cref="EventNotKeptException">The event failed and could not be kept: Lambda must see the invocation fail.</exception>
    public async Task<Outcome> RunAsync<TEvent>(IEventHandler<TEvent> handler, Delivery delivery, CancellationToken ct)
    {
        using var measured = metrics.Gather();
        var started = time.GetTimestamp();
        var reserve = TimeSpan.FromTicks(Math.Min(s_longestReserve.Ticks, delivery.TimeLeft.Ticks / 4));
        var (reading, unread) = Read(handler, delivery.Payload);
        var identity = reading?.Identity ?? EventIdentity.Unknown;
        var key = identity.Key is { } e ? new ClaimKey(handler.Name, e) : null;
        var scoped = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["correlationId"] = identity.CorrelationId,
            ["requestId"] = delivery.Owner,
        };
        if (delivery.IsReplay)
        {
            scoped["replayedBy"] = delivery.IsHealing ? "schedule" : "hand";
        }

        using var scope = logger.BeginScope(scoped);

        var outcome = reading switch
        {
            EventReading<TEvent>.Ours ours => await HandleOnceAsync(handler, ours.Event, key, delivery, delivery.TimeLeft - reserve, ct),
            EventReading<TEvent>.NotOurs other => new Outcome.Ignored(other.Why),
            EventReading<TEvent>.Invalid invalid => new Outcome.Failed(new Failure(FailureReason.InvalidEvent, invalid.Message)),
            _ => unread!,
        };
        if (outcome is Outcome.Failed { Failure: var failure })
        {
            outcome = await KeepAsync(NewLetter(handler.Name, delivery, identity, failure), key, delivery, reserve);
        }

        logger.Ended(handler.Name, outcome.Name, (long)time.GetElapsedTime(started).TotalMilliseconds);
        metrics.Count(MetricNames.Events, "Outcome", outcome.Name);
        if (!delivery.IsReplay && identity.OccurredAt is { } occurredAt)
        {
            metrics.Time(MetricNames.EndToEndLatency, time.GetUtcNow() - occurredAt, "Outcome", outcome.Name);
        }

        return outcome;
    }

    /// <summary>Whether the handler reads the payload as an event of its own.</summary>
    public static bool IsOurs<TEvent>(IEventHandler<TEvent> handler, JsonElement payload) => Read(handler, payload).Reading is EventReading<TEvent>.Ours;

    /// <summary>Whether the payload is an event of the handler's, malformed or not.</summary>
    public static bool Concerns<TEvent>(IEventHandler<TEvent> handler, JsonElement payload) => Read(handler, payload).Reading is not EventReading<TEvent>.NotOurs;

    /// <returns>The reading, or the failure that a bug in the reader is.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = CatchAll)]
    private static (EventReading<TEvent>? Reading, Outcome? Unread) Read<TEvent>(IEventHandler<TEvent> handler, JsonElement payload)
    {
        try
        {
            return (handler.Read(payload), null);
        }
        catch (Exception bug)
        {
            return (null, new Outcome.Failed(Failure.OfBug(bug)));
        }
    }

    private async Task<Outcome> HandleOnceAsync<TEvent>(IEventHandler<TEvent> handler, TEvent e, ClaimKey? key, Delivery delivery, TimeSpan budget, CancellationToken ct)
    {
        using var limit = TimeLimit.Start(budget, time, ct);

        // The claim outlives the invocation by little: after that, nobody is at work on it any more.
        switch (await _claims.BeginAsync(key, delivery.Owner, delivery.TimeLeft + s_longestReserve, limit.Token))
        {
            case ClaimResult.Done:
                return new Outcome.Duplicate();
            case ClaimResult.InProgress:
                return new Outcome.InProgress();
        }

        var outcome = await TryAsync(token => handler.HandleAsync(e, token), limit);
        switch (outcome)
        {
            case Outcome.Done:
                await _claims.CompleteAsync(key, limit.Token);
                break;
            case Outcome.Ignored:
                await _claims.AbandonAsync(key, delivery.Owner, limit.Token);
                break;
            case Outcome.Failed { Tell: { } tell }:
                return await TellAsync(outcome, tell, key, delivery.Owner, limit);
        }

        return outcome;
    }

    /// <summary>While the state store is away, two deliveries of one event may both be at work: the failure of the one must not hide what the other has done.</summary>
    private async Task<Outcome> TellAsync(Outcome failed, Func<CancellationToken, Task> tell, ClaimKey? key, string owner, TimeLimit limit) =>
        await _claims.LookAsync(key, owner, limit.Token) switch
        {
            ClaimResult.Done => new Outcome.Duplicate(),
            ClaimResult.Claimed => await TryAsync(async token =>
            {
                await tell(token);
                return failed;
            }, limit),
            _ => failed,
        };

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = CatchAll)]
    private static async Task<Outcome> TryAsync(Func<CancellationToken, Task<Outcome>> work, TimeLimit limit)
    {
        try
        {
            return await work(limit.Token);
        }
        catch (UpstreamException reason)
        {
            return new Outcome.Failed(Failure.Of(reason));
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return new Outcome.Failed(new Failure(FailureReason.Unavailable, "The invocation's time ran out: look for the slow upstream, or raise the function's timeout."));
        }
        catch (Exception bug)
        {
            return new Outcome.Failed(Failure.OfBug(bug));
        }
    }

    private async Task<Outcome> KeepAsync(DeadLetter letter, ClaimKey? key, Delivery delivery, TimeSpan reserve)
    {
        // Its own time: the handler may have used up all of the other.
        using var limit = TimeLimit.StartOwn(reserve, time);
        LetterPlace place;
        try
        {
            place = await WriteAsync(letter, mayPark: !delivery.IsHealing, limit.Token);
        }
        catch (Exception e) when (e is UpstreamException or LetterTooLargeException or OperationCanceledException)
        {
            logger.NotKept(letter.Handler, letter.Message, e is OperationCanceledException ? "no time is left." : e.Message);
            throw new EventNotKeptException(letter.Handler, e);
        }
        finally
        {
            await _claims.AbandonAsync(key, delivery.Owner, limit.Token);
        }

        logger.Kept(letter.Handler, letter.Reason, letter.LetterId, letter.Message);
        if (place is not LetterPlace.DeadLetters)
        {
            logger.FailedTooOften(letter.LetterId, letter.Attempts, place);
        }

        return new Outcome.DeadLettered(letter.Reason, letter.LetterId, letter.Message)
        {
            IsParked = place is LetterPlace.Parked,
            Upstream = letter.Upstream,
            Heals = !letter.NeedsAPersonAt(time.GetUtcNow()),
        };
    }

    /// <summary>As often as the time for it allows: what keeps the queue from taking it may last a second, and the event is lost to us if it is not written now.</summary>
    private async Task<LetterPlace> WriteAsync(DeadLetter letter, bool mayPark, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await letters.KeepAsync(letter, mayPark, ct);
            }
            catch (UpstreamException e) when (e.Fault is UpstreamFault.Unavailable or UpstreamFault.Throttled && Deadline.Left > s_pause + s_leastTry)
            {
                logger.KeepingAgain((long)s_pause.TotalMilliseconds, e.Message);
                await Task.Delay(s_pause, time, ct);
            }
        }
    }

    private DeadLetter NewLetter(string handler, Delivery delivery, EventIdentity identity, Failure failure)
    {
        var now = time.GetUtcNow();
        var healingAttempts = (delivery.Letter?.HealingAttempts ?? 0) + (delivery.IsHealing ? 1 : 0);
        var letter = new DeadLetter
        {
            LetterId = delivery.Letter?.LetterId ?? Guid.CreateVersion7(now).ToString(),
            Handler = handler,
            EventKey = identity.Key,
            Reason = failure.Reason,
            Retryable = failure.IsRetryable,
            NotBefore = failure.NotBefore,
            Attempts = (delivery.Letter?.Attempts ?? 0) + 1,
            HealingAttempts = healingAttempts > 0 ? healingAttempts : null,
            FirstFailedAt = delivery.Letter?.FirstFailedAt ?? now,
            LastFailedAt = now,
            Message = failure.Message,
            Upstream = failure.Upstream,
            CorrelationId = identity.CorrelationId,
            Function = delivery.Function,
            Event = delivery.Payload,
            OriginalEventGzip = delivery.Letter?.OriginalEventGzip,
        };
        return healing.Stamp(letter, identity.StaleAt);
    }
}
