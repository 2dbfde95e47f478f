using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.DeadLetters;

/// <summary>When a letter has failed so often that a person should look at it, and the queue where it waits for one.</summary>
/// <param name="options">How often is too often.</param>
/// <param name="queue">The second queue; null where none is configured.</param>
public sealed class Parking(DeadLetterOptions options, IDeadLetterQueue? queue)
{
    public IDeadLetterQueue? Queue => queue;

    /// <summary>An event's first failure is never parked: what is parked has been replayed. What the schedule tried in vain does not count.</summary>
    public bool IsDue(DeadLetter letter) =>
        options.MaxAttempts > 0 && letter.Attempts > 1 && letter.Attempts - (letter.HealingAttempts ?? 0) >= options.MaxAttempts;
}
