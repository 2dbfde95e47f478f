using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Changes;

/// <summary>The letters that a change is about, chosen before it begins: what arrives later is not touched.</summary>
/// <remarks>By the messages' ids, which stay the same while a letter waits; one that fails again is another message.</remarks>
internal static class Frozen
{
    /// <returns>Message id → what a person calls the letter.</returns>
    public static async Task<Dictionary<string, string>> ChooseAsync(
        IDeadLetterQueue queue, Func<QueuedLetter?, DateTimeOffset, bool> means, int? limit, TimeProvider time, CancellationToken ct)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var walk = new LetterWalk(queue, time);
        await foreach (var message in walk.ReadAsync(ct))
        {
            var queued = LetterReader.Read(message);
            var now = time.GetUtcNow();
            if (means(queued, now))
            {
                chosen[message.Id] = ListedLetter.Of(message, queued, now).Id();
                if (chosen.Count >= limit)
                {
                    break;
                }
            }
        }

        walk.WarnIfFull();
        return chosen;
    }
}
