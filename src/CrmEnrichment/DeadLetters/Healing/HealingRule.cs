namespace CrmEnrichment.DeadLetters.Healing;

/// <summary>Which letters heal by themselves, and when each is tried next: one rule for the schedule, <c>crm-enrich</c> and the alarms.</summary>
/// <remarks>A letter says itself until when it heals, so that all of them agree whatever their settings are.</remarks>
public sealed class HealingRule(HealingOptions options)
{
    /// <summary>Between two tries of a letter, however often it has failed.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <param name="letter">That is about to be kept.</param>
    /// <param name="staleAt">When its event is too old to be handled at all; null for never.</param>
    /// <returns>The letter, with its healing time where it has one.</returns>
    public DeadLetter Stamp(DeadLetter letter, DateTimeOffset? staleAt)
    {
        if (!options.Enabled || !letter.Retryable)
        {
            return letter;
        }

        // The first failure is what the queue says, and not trusted; the last one is now.
        var until = (letter.FirstFailedAt < letter.LastFailedAt ? letter.FirstFailedAt : letter.LastFailedAt) + options.MaxAge;
        until = staleAt < until ? staleAt.Value : until;
        var from = letter.LastFailedAt + PauseAfter(letter.Attempts);
        from = letter.NotBefore > from ? letter.NotBefore.Value : from;

        // A letter without a next try needs a person now, and not only when its time is over.
        return from < until ? letter with { HealsFrom = from, HealsUntil = until } : letter;
    }

    /// <returns>Null for a message that needs a person.</returns>
    internal HealingTime? Of(QueuedLetter? queued, DateTimeOffset now) => queued switch
    {
        _ when !options.Enabled => null,
        QueuedLetter.Enveloped { Letter: { HealsUntil: { } until } letter } when !letter.NeedsAPersonAt(now) => new(letter.HealsFrom ?? letter.LastFailedAt, until),

        // Its failure is as old as the message, and counts as the first.
        QueuedLetter.Raw { SentAt: { } sentAt } when sentAt + options.MaxAge is var until && until > now => new(sentAt + PauseAfter(1), until),
        _ => null,
    };

    private TimeSpan PauseAfter(int attempts)
    {
        var pause = options.FirstPause;
        for (var attempt = 1; attempt < attempts && pause < LongestPause && pause > TimeSpan.Zero; attempt++)
        {
            pause *= 2;
        }

        return pause < LongestPause ? pause : LongestPause;
    }
}
