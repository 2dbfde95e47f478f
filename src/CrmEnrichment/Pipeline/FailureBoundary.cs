using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.DeadLetters;
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
public sealed class FailureBoundary(DeadLetterStore letters, EventClaims claims, Metrics metrics, TimeProvider time, ILogger<FailureBoundary> logger)
{
    private const string CatchAll = "The only catch-all around an event: whatever fails is kept.";

    /// <summary>What is kept back of the invocation's time to write a letter.</summary>
    private static readonly TimeSpan s_longestReserve = TimeSpan.FromSeconds(4);

    private readonly BestEffortClaims _claims = new(claims, time, logger);

    /// <exception cref="EventNotKeptException">The event failed and could not be kept: Lambda must see the invocation fail.</exception>
    public async Task<Outcome> RunAsync<TEvent>(IEventHandler<TEvent> handler, Delivery delivery, CancellationToken ct)
    {
        using var measured = metrics.Gather();
        var started = time.GetTimestamp();
        var reserve = TimeSpan.FromTicks(Math.Min(s_longestReserve.Ticks, delivery.TimeLeft.Ticks / 4));
        var (reading, unread) = Read(handler, delivery);
        var identity = reading?.Identity ?? EventIdentity.Unknown;
        var key = identity.Key is { } e ? new ClaimKey(handler.Name, e) : null;
        using var scope = logger.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["correlationId"] = identity.CorrelationId,
            ["requestId"] = delivery.Owner,
        });

        var outcome = reading switch
        {
            EventReading<TEvent>.Ours ours => await HandleOnceAsync(handler, ours.Event, key, delivery, delivery.TimeLeft - reserve, ct),
            EventReading<TEvent>.NotOurs other => new Outcome.Ignored(other.Why),
            EventReading<TEvent>.Invalid invalid => new Outcome.Failed(new Failure(FailureReason.InvalidEvent, invalid.Message)),
            _ => unread!,
        };
        if (outcome is Outcome.Failed { Failure: var failure })
        {
            outcome = await KeepAsync(NewLetter(handler.Name, delivery, identity, failure), key, delivery.Owner, reserve);
        }

        logger.Ended(handler.Name, outcome.Name, (long)time.GetElapsedTime(started).TotalMilliseconds);
        metrics.Count(MetricNames.Events, "Outcome", outcome.Name);
        if (!delivery.IsReplay && identity.OccurredAt is { } occurredAt)
        {
            metrics.Time(MetricNames.EndToEndLatency, time.GetUtcNow() - occurredAt, "Outcome", outcome.Name);
        }

        return outcome;
    }

    /// <returns>The reading, or the failure that a bug in the reader is.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = CatchAll)]
    private static (EventReading<TEvent>? Reading, Outcome? Unread) Read<TEvent>(IEventHandler<TEvent> handler, Delivery delivery)
    {
        try
        {
            return (handler.Read(delivery.Payload), null);
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

        var outcome = await HandleAsync(handler, e, limit);
        switch (outcome)
        {
            case Outcome.Done:
                await _claims.CompleteAsync(key, limit.Token);
                break;
            case Outcome.Ignored:
                await _claims.AbandonAsync(key, delivery.Owner, limit.Token);
                break;
        }

        return outcome;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = CatchAll)]
    private static async Task<Outcome> HandleAsync<TEvent>(IEventHandler<TEvent> handler, TEvent e, TimeLimit limit)
    {
        try
        {
            return await handler.HandleAsync(e, limit.Token);
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

    private async Task<Outcome> KeepAsync(DeadLetter letter, ClaimKey? key, string owner, TimeSpan reserve)
    {
        // Its own time: the handler may have used up all of the other.
        using var limit = TimeLimit.StartOwn(reserve, time);
        LetterPlace place;
        try
        {
            place = await letters.KeepAsync(letter, limit.Token);
        }
        catch (Exception e) when (e is UpstreamException or LetterTooLargeException or OperationCanceledException)
        {
            logger.NotKept(letter.Handler, letter.Message);
            throw new EventNotKeptException(letter.Handler, e);
        }
        finally
        {
            await _claims.AbandonAsync(key, owner, limit.Token);
        }

        logger.Kept(letter.Handler, letter.Reason, letter.LetterId, letter.Message);
        if (place is not LetterPlace.DeadLetters)
        {
            logger.FailedTooOften(letter.LetterId, letter.Attempts, place);
        }

        return new Outcome.DeadLettered(letter.Reason, letter.LetterId, letter.Message) { IsParked = place is LetterPlace.Parked };
    }

    private DeadLetter NewLetter(string handler, Delivery delivery, EventIdentity identity, Failure failure)
    {
        var now = time.GetUtcNow();
        return new DeadLetter
        {
            LetterId = delivery.Letter?.LetterId ?? Guid.CreateVersion7(now).ToString(),
            Handler = handler,
            EventKey = identity.Key,
            Reason = failure.Reason,
            Retryable = failure.IsRetryable,
            NotBefore = failure.NotBefore,
            Attempts = (delivery.Letter?.Attempts ?? 0) + 1,
            FirstFailedAt = delivery.Letter?.FirstFailedAt ?? now,
            LastFailedAt = now,
            Message = failure.Message,
            Upstream = failure.Upstream,
            CorrelationId = identity.CorrelationId,
            Function = delivery.Function,
            Event = delivery.Payload,
            OriginalEventGzip = delivery.Letter?.OriginalEventGzip,
        };
    }
}
