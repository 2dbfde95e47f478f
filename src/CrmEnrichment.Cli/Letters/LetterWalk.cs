using System.Runtime.CompilerServices;
using CrmEnrichment.Failures;
using CrmEnrichment.Http;

namespace CrmEnrichment.Cli.Letters;

/// <summary>Goes once through a queue. What is met is hidden from others, and released at the end of the walk however it ends.</summary>
/// <remarks>Of a letter only the receipt is held. A walk that is killed leaves its letters hidden for a quarter of an hour.</remarks>
internal sealed class LetterWalk(IDeadLetterQueue queue) : IAsyncDisposable
{
    private const int MessagesPerReceive = 10;
    private const int ReleasesAtOnce = 16;

    private static readonly TimeSpan s_hiddenFor = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, QueuedMessage> _held = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<QueuedMessage> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        // On a walk longer than the hiding, letters that were met come back; when there is nothing but those, it is over.
        var metAgain = 0;
        while (metAgain <= _held.Count)
        {
            // Not cancelled: the answer to a call that was broken off would leave letters hidden that nobody releases.
            ct.ThrowIfCancellationRequested();
            var messages = await queue.ReceiveAsync(MessagesPerReceive, s_hiddenFor, CancellationToken.None);
            if (messages.Count == 0)
            {
                yield break;
            }

            var fresh = messages.Where(message => !_held.ContainsKey(message.Id)).ToList();
            foreach (var message in messages)
            {
                _held[message.Id] = message with { Body = "" };
            }

            metAgain = fresh.Count > 0 ? 0 : metAgain + messages.Count;
            foreach (var message in fresh)
            {
                yield return message;
            }
        }
    }

    /// <summary>The message is deleted: there is nothing to release.</summary>
    public void Forget(QueuedMessage message) => _held.Remove(message.Id);

    public async ValueTask DisposeAsync() =>
        await Parallel.ForEachAsync(_held.Values, new ParallelOptions { MaxDegreeOfParallelism = ReleasesAtOnce }, async (message, ct) =>
        {
            try
            {
                await queue.ReleaseAsync(message, ct);
            }
            catch (UpstreamException)
            {
                // Its visibility timeout releases it later.
            }
        });
}
