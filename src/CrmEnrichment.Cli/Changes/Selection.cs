using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Changes;

/// <summary>The letters that a change is about, chosen before it begins: what arrives later is not touched.</summary>
/// <remarks>By the messages' ids, which stay the same while a letter waits; one that fails again is another message.</remarks>
/// <param name="Letters">Message id → what a person calls the letter.</param>
/// <param name="Coverage">How much of the queue was looked at; null where that was enough, because no more were asked for.</param>
internal sealed record Selection(Dictionary<string, string> Letters, Coverage? Coverage)
{
    public static async Task<Selection> ChooseAsync(LetterChange change, TimeProvider time, CancellationToken ct)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var walk = new LetterWalk(change.Queue, time);
        await foreach (var message in walk.ReadAsync(ct))
        {
            var queued = LetterReader.Read(message);
            var now = time.GetUtcNow();
            if (change.Means(queued, now))
            {
                chosen[message.Id] = ListedLetter.Of(message, queued, now).Id();
                if (chosen.Count >= change.Limit)
                {
                    return new Selection(chosen, Coverage: null);
                }
            }
        }

        var areAllFound = change.Filter.LetterIds is { Count: > 0 } ids && ids.All(id => chosen.Values.Contains(id, StringComparer.OrdinalIgnoreCase));
        return new Selection(chosen, areAllFound ? null : await Coverage.OfAsync(walk, change.Queue, ct));
    }
}
