using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Changes;

/// <summary>Letters into the queue that waits for a person, back out of it, or away for good.</summary>
internal static class MoveLetters
{
    public static LetterChange Park(Connection connection, LetterFilter filter) => Between(connection.Queue, connection.Parked, filter, "Parked");

    public static LetterChange Unpark(Connection connection, LetterFilter filter) => Between(connection.Parked, connection.Queue, filter, "Unparked");

    /// <summary>Deletes them. Their events are lost.</summary>
    public static LetterChange Purge(Connection connection, IDeadLetterQueue queue, LetterFilter filter) => new(queue, filter, Means(filter), async (message, queued) =>
    {
        await queue.DeleteAsync(message, CancellationToken.None);
        await connection.Letters.ForgetPartsAsync(((QueuedLetter.Enveloped)queued!).Letter, CancellationToken.None);
        return new LetterResult("Purged", Failed: false, IsGone: true);
    });

    private static LetterChange Between(IDeadLetterQueue from, IDeadLetterQueue to, LetterFilter filter, string outcome) => new(from, filter, Means(filter), async (message, _) =>
    {
        // In this order: a break in between leaves the letter in both queues, and never in none.
        await to.SendAsync(message.Body, message.TargetArn, CancellationToken.None);
        await from.DeleteAsync(message, CancellationToken.None);
        return new LetterResult(outcome, Failed: false, IsGone: true);
    });

    private static Func<QueuedLetter?, DateTimeOffset, bool> Means(LetterFilter filter) =>
        (queued, now) => queued is QueuedLetter.Enveloped { Letter: var letter } && filter.Matches(letter, now);
}
