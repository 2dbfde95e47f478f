using System.Runtime.CompilerServices;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Letters;

/// <summary>One look at a queue. What it meets is hidden from others until it ends, however it does, and is released then.</summary>
internal sealed class QueueLook(IDeadLetterQueue queue, HealingRule? healing, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Characters: the beginning of an id that is accepted for the whole.</summary>
    private const int ShortestBeginning = 4;

    private const int MostNamed = 5;

    private readonly LetterWalk _walk = new(queue, time);

    public IDeadLetterQueue Queue => queue;

    /// <summary>Every message that the filter means.</summary>
    /// <param name="filter">Empty for all.</param>
    /// <param name="ct">Ends the look.</param>
    /// <param name="met">Takes the id of every message, also of those that the filter does not mean.</param>
    public async IAsyncEnumerable<SeenLetter> ReadAsync(LetterFilter filter, [EnumeratorCancellation] CancellationToken ct, ICollection<string>? met = null)
    {
        await foreach (var message in _walk.ReadAsync(ct))
        {
            var queued = LetterReader.Read(message);
            var now = time.GetUtcNow();
            var listed = ListedLetter.Of(message, queued, now);
            met?.Add(listed.Id());
            if (filter.IsEmpty || queued is QueuedLetter.Enveloped { Letter: var letter } && filter.Matches(letter, now))
            {
                yield return new SeenLetter(message, queued, listed.Healing(healing?.Of(queued, now)));
            }
        }
    }

    /// <param name="id">The letter's id or the message's, or the beginning of one.</param>
    /// <param name="ct">Ends the look.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="UsageException">Several begin like this.</exception>
    public async Task<SeenLetter?> FindAsync(string id, CancellationToken ct)
    {
        var found = new List<SeenLetter>();
        await foreach (var seen in ReadAsync(new LetterFilter(), ct))
        {
            if (seen.Listed.IsCalled(id))
            {
                return seen;
            }

            if (id.Length >= ShortestBeginning && found.Count < MostNamed && seen.Listed.Begins(id) && !found.Exists(other => other.Listed.IsCalled(seen.Listed.Id())))
            {
                found.Add(seen);
            }
        }

        return found.Count <= 1
            ? found.FirstOrDefault()
            : throw new UsageException($"Several letters begin with {id}: {string.Join(", ", found.Select(seen => seen.Listed.Id()))}. Give more of the id.");
    }

    /// <summary>What was not seen; ask when everything was read.</summary>
    public Task<Coverage> CompareAsync(CancellationToken ct) => Coverage.OfAsync(_walk, queue, ct);

    public ValueTask DisposeAsync() => _walk.DisposeAsync();
}
