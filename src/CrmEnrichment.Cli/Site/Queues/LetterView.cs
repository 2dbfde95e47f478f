using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Site.Queues;

/// <summary>One letter with its event. To find it the queue is gone through, which may take longer than a person waits: then the page shows what is known, and the rest when it is there.</summary>
internal sealed class LetterView(Func<bool, QueueLook> open, Connection connection, Turns turns, TimeProvider time)
{
    /// <summary>Letters that are being looked for, or were a moment ago.</summary>
    private const int MostKept = 20;

    private static readonly TimeSpan s_keptFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Id, bool IsParked), (Task<FoundLetter> Found, DateTimeOffset At)> _looks = new();

    /// <returns>Null while the queue is being gone through.</returns>
    public async Task<FoundLetter?> SeeAsync(string id, bool isParked, CancellationToken ct)
    {
        foreach (var (key, look) in _looks.Where(look => time.GetUtcNow() - look.Value.At > s_keptFor && look.Value.Found.IsCompleted))
        {
            _looks.TryRemove(key, out _);
        }

        if (!_looks.TryGetValue((id, isParked), out var known))
        {
            if (_looks.Count >= MostKept)
            {
                return null;
            }

            known = _looks.GetOrAdd((id, isParked), _ => (Task.Run(() => FindAsync(id, isParked, turns.Ended), CancellationToken.None), time.GetUtcNow()));
        }

        await Turns.PatienceAsync(known.Found, time, ct);
        return known.Found.IsCompleted ? await known.Found : null;
    }

    /// <summary>The letters have changed.</summary>
    public void Forget() => _looks.Clear();

    /// <summary>Works on the letter while it is held.</summary>
    /// <exception cref="UsageException">There is none, or there are several.</exception>
    public async Task<T> WithAsync<T>(string id, bool isParked, Func<SeenLetter, QueueLook, Task<T>> work, CancellationToken ct)
    {
        T result = default!;
        await turns.TakeAsync(
            async ended =>
            {
                await using var look = open(isParked);
                var seen = await look.FindAsync(id, ended) ?? throw new UsageException($"Letter {id} is not found: it is done, in the other queue, or held by somebody else.");
                result = await work(seen, look);
            },
            ct);
        return result;
    }

    /// <summary>The letter with its event as it is.</summary>
    /// <param name="seen">Held.</param>
    /// <param name="record">Puts down that it was looked at, before it is.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<(FoundLetter Found, string Revealed)> RevealAsync(SeenLetter seen, Action record, CancellationToken ct)
    {
        record();
        var shown = await ShownLetter.ReadAsync(seen, connection.Letters, isRevealed: true, ct);
        return (new(seen.Listed, null, Prospect(seen), null), Text(shown["event"] ?? shown["body"]));
    }

    public Task ReplaceAsync(QueueLook from, SeenLetter seen, DeadLetter letter, JsonElement changed) => LetterEdit.ReplaceAsync(connection, from.Queue, seen, letter, changed);

    public static string Text(System.Text.Json.Nodes.JsonNode? node) => Output.Printable.Lines(node?.ToJsonString(ShownLetter.Indented) ?? "null");

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever ends the look is said on the page.")]
    private async Task<FoundLetter> FindAsync(string id, bool isParked, CancellationToken ct)
    {
        try
        {
            return await WithAsync(id, isParked, async (seen, _) => new FoundLetter(seen.Listed, await ShownLetter.ReadAsync(seen, connection.Letters, isRevealed: false, ct), Prospect(seen), null), ct);
        }
        catch (Exception e)
        {
            return new(null, null, "", Ending.Sentence(e));
        }
    }

    /// <summary>What a replay would do with it.</summary>
    private string Prospect(SeenLetter seen)
    {
        var now = time.GetUtcNow();
        return seen.Queued switch
        {
            QueuedLetter.Enveloped { Letter: var letter } when ReplayLetters.Means(new() { LetterIds = [letter.LetterId] }, includesPermanent: false, seen.Queued, now) => $"A replay tries it now: {letter.Handler} gets the event again.",
            QueuedLetter.Enveloped { Letter.NotBefore: { } notBefore } when notBefore > now => $"A replay leaves it until {notBefore:yyyy-MM-dd HH:mm:ss}Z: {seen.Listed.Upstream ?? "the system"} asked for that.",
            QueuedLetter.Enveloped => "It is permanent: a replay leaves it, unless permanent letters are included. It fails again unless the event, our code or our rights have changed.",
            QueuedLetter.Raw => "It is in no envelope. A replay of all letters tries it; a filter does not mean it.",
            _ => "It is in no form that we know: a replay gives it an envelope, and it stays.",
        };
    }
}
