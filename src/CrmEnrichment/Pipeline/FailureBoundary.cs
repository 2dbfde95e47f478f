using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Idempotency;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Pipeline;

/// <summary>
/// Runs a use case under a deadline and sees to it that the event ends in exactly one of three ways: done, kept in the
/// dead-letter queue, or thrown back to Lambda, which keeps it itself.
/// </summary>
public sealed class FailureBoundary(
    DeadLetterStore letters,
    EventClaims ledger,
    Metrics metrics,
    TimeProvider time,
    ILogger<FailureBoundary> logger)
{
    private const string CatchAll = "The only catch-all around an event: whatever fails is kept.";

    /// <summary>What is kept back of the invocation's time to write a letter.</summary>
    private static readonly TimeSpan s_longestReserve = TimeSpan.FromSeconds(4);

    /// <summary>An agent waits for the context, so that a table that hangs may not hold it up for long.</summary>
    private static readonly TimeSpan s_longestLedgerCall = TimeSpan.FromSeconds(2);

    /// <exception cref="EventNotKeptException">The event failed and could not be kept: Lambda must see the invocation fail.</exception>
    public async Task<Outcome> RunAsync(IEventHandler handler, Delivery delivery, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var reserve = TimeSpan.FromTicks(Math.Min(s_longestReserve.Ticks, delivery.TimeLeft.Ticks / 4));
        var identity = Identify(handler, delivery);
        using var scope = logger.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["correlationId"] = identity.CorrelationId,
            ["requestId"] = delivery.Owner,
        });

        var outcome = await HandleOnceAsync(handler, delivery, identity, delivery.TimeLeft - reserve, ct);
        if (outcome is Outcome.Failed { Failure: var failure })
        {
            outcome = await KeepAsync(handler, delivery, identity, failure, reserve);
        }

        logger.Ended(handler.Name, outcome.Name, (long)time.GetElapsedTime(started).TotalMilliseconds);
        metrics.Count(MetricNames.Events, "Outcome", outcome.Name);
        if (delivery.IsReplay)
        {
            CountReplayed(outcome);
        }
        else if (identity.OccurredAt is { } occurredAt)
        {
            metrics.Time(MetricNames.EndToEndLatency, time.GetUtcNow() - occurredAt, "Outcome", outcome.Name);
        }

        return outcome;
    }

    private void CountReplayed(Outcome outcome)
    {
        if (ReplayResult.Of(outcome) is { } result)
        {
            metrics.Count(MetricNames.LettersReplayed, "Result", result);
        }
    }

    private async Task<Outcome> HandleOnceAsync(IEventHandler handler, Delivery delivery, EventIdentity identity, TimeSpan budget, CancellationToken ct)
    {
        using var timeUp = new CancellationTokenSource(budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeUp.Token);
        using var deadline = Deadline.Start(budget, time);

        // The claim outlives the invocation by little: after that, nobody is at work on it any more.
        var lease = delivery.TimeLeft + s_longestReserve;
        var entry = await TryLedgerAsync("begin", identity.Key, (key, token) => ledger.BeginAsync(key, delivery.Owner, lease, token), either.Token);
        if (entry is ClaimResult.Done or ClaimResult.Running)
        {
            return entry is ClaimResult.Done ? new Outcome.Duplicate() : new Outcome.InProgress();
        }

        var outcome = await HandleAsync(handler, delivery, timeUp, either.Token);
        if (outcome is not Outcome.Failed)
        {
            await TryLedgerAsync("complete", identity.Key, async (key, token) =>
            {
                await ledger.CompleteAsync(key, token);
                return ClaimResult.Done;
            }, either.Token);
        }

        return outcome;
    }

    /// <summary>A payload that makes even this fail is no reason to lose it: the handler will fail over it too, and that is kept.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = CatchAll)]
    private static EventIdentity Identify(IEventHandler handler, Delivery delivery)
    {
        try
        {
            return handler.Identify(delivery.Payload);
        }
        catch (Exception)
        {
            return EventIdentity.Unknown;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = CatchAll)]
    private static async Task<Outcome> HandleAsync(IEventHandler handler, Delivery delivery, CancellationTokenSource timeUp, CancellationToken ct)
    {
        try
        {
            return await handler.HandleAsync(delivery.Payload, ct);
        }
        catch (UpstreamException reason)
        {
            return new Outcome.Failed(Failure.Of(reason));
        }
        catch (OperationCanceledException) when (timeUp.IsCancellationRequested)
        {
            return new Outcome.Failed(new Failure(FailureReason.Unavailable, "The time of the invocation ran out: look for the slow upstream, or raise the function's timeout."));
        }
        catch (Exception bug)
        {
            return new Outcome.Failed(Failure.OfBug(bug));
        }
    }

    private async Task<Outcome> KeepAsync(IEventHandler handler, Delivery delivery, EventIdentity identity, Failure failure, TimeSpan reserve)
    {
        // Its own time: the handler may have used up all of the other.
        using var timeUp = new CancellationTokenSource(reserve, time);
        using var deadline = Deadline.Start(reserve, time);
        var letter = Write(handler, delivery, identity, failure);
        LetterPlace place;
        try
        {
            place = await letters.KeepAsync(letter, timeUp.Token);
        }
        catch (Exception e) when (e is UpstreamException or LetterTooLargeException or OperationCanceledException)
        {
            logger.NotKept(handler.Name, failure.Message);
            throw new EventNotKeptException(handler.Name, e);
        }
        finally
        {
            await TryLedgerAsync("abandon", identity.Key, async (key, token) =>
            {
                await ledger.AbandonAsync(key, delivery.Owner, token);
                return ClaimResult.Begun;
            }, timeUp.Token);
        }

        logger.Kept(handler.Name, failure.Reason, letter.LetterId, failure.Message);
        if (place is not LetterPlace.DeadLetters)
        {
            logger.FailedTooOften(letter.LetterId, letter.Attempts, place);
        }

        return new Outcome.DeadLettered(failure.Reason, letter.LetterId, failure.Message) { IsParked = place is LetterPlace.Parked };
    }

    private DeadLetter Write(IEventHandler handler, Delivery delivery, EventIdentity identity, Failure failure)
    {
        var now = time.GetUtcNow();
        return new DeadLetter
        {
            LetterId = delivery.Letter?.LetterId ?? Guid.CreateVersion7(now).ToString(),
            Handler = handler.Name,
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

    /// <summary>Without the ledger an event may be written twice, which is harmless; not written at all, it is not.</summary>
    private async ValueTask<ClaimResult?> TryLedgerAsync(
        string step, string? key, Func<string, CancellationToken, ValueTask<ClaimResult>> call, CancellationToken ct)
    {
        if (key is null)
        {
            return null;
        }

        using var late = new CancellationTokenSource(s_longestLedgerCall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await call(key, either.Token);
        }
        catch (Exception e) when (e is UpstreamException or OperationCanceledException)
        {
            logger.LedgerAway(step, e.Message);
            return null;
        }
    }
}
