using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Replay;

/// <summary>Runs one message through its handler and the failure boundary, and deletes it when its event is done or kept anew.</summary>
internal sealed class LetterReplay(IDeadLetterQueue queue, DeadLetterStore letters, EventRoutes routes, Metrics metrics)
{
    /// <summary>What one letter may take.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    /// <param name="message">The message, held by us.</param>
    /// <param name="queued">What it holds.</param>
    /// <param name="replayer">Who replays.</param>
    /// <param name="ct">Ends the look-up.</param>
    /// <returns>Null for a message in no form that this deployment can replay.</returns>
    public async Task<Attempt?> PrepareAsync(QueuedMessage message, QueuedLetter? queued, Replayer replayer, CancellationToken ct)
    {
        var letter = queued is QueuedLetter.Enveloped enveloped ? await letters.OpenAsync(enveloped.Letter, ct) : null;
        var raw = queued as QueuedLetter.Raw;
        var payload = letter?.Event ?? raw?.Payload;
        var route = letter is not null ? routes.Named(letter.Handler) : raw is not null ? routes.OfEvent(raw.Payload, raw.FunctionArn) : null;
        return payload is null || route is null
            ? null
            : new Attempt(message, route, new(payload.Value, raw?.Owner ?? $"{replayer.Invocation}/{message.Id}", Budget, replayer.Function, letter) { IsReplay = true, IsHealing = replayer.IsSchedule });
    }

    /// <param name="attempt">What is to be tried.</param>
    /// <param name="count">Told of the outcome before the message is deleted; says whether it is to be.</param>
    /// <param name="ct">Ends the letter's handling; it is kept anew then.</param>
    public async Task<AfterReplay> RunAsync(Attempt attempt, Func<Outcome, AfterReplay> count, CancellationToken ct)
    {
        var outcome = await attempt.Route.RunAsync(attempt.Delivery, ct);
        if (ReplayResult.Of(outcome, attempt.Delivery.IsHealing) is { } result)
        {
            metrics.Count(MetricNames.LettersReplayed, "Result", result);
        }

        var after = count(outcome);
        if (after is AfterReplay.Delete)
        {
            await queue.DeleteAsync(attempt.Message, ct);
            if (attempt.Delivery.Letter is { } letter && outcome is not Outcome.DeadLettered)
            {
                await letters.ForgetPartsAsync(letter, ct);
            }
        }

        return after;
    }

    public sealed record Attempt(QueuedMessage Message, EventRoute Route, Delivery Delivery);
}
