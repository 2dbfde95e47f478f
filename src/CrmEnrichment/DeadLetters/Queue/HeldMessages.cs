using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.DeadLetters.Queue;

/// <summary>Messages that were received and stay in the queue: hidden while they are held, then shown to others again.</summary>
/// <remarks>Of each only the id and the receipt are kept, and SQS lets nobody hold more than 120,000.</remarks>
internal sealed class HeldMessages(IDeadLetterQueue queue)
{
    private const int CallsAtOnce = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, QueuedMessage> _held = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <returns>False when the message is held already: its hiding had run out, and it came back under a new receipt.</returns>
    public bool Hold(QueuedMessage message)
    {
        lock (_gate)
        {
            var isNew = !_held.ContainsKey(message.Id);
            _held[message.Id] = message with { Body = "" };
            return isNew;
        }
    }

    /// <summary>The message is deleted.</summary>
    public void Forget(QueuedMessage message)
    {
        lock (_gate)
        {
            _held.Remove(message.Id);
        }
    }

    /// <summary>Keeps all that are held hidden for this long from now on.</summary>
    public Task ExtendAsync(TimeSpan hiddenFor, CancellationToken ct) => HideAsync(hiddenFor, ct);

    /// <summary>What is not released, because a call fails or the time runs out, comes back when its hiding does.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        try
        {
            await HideAsync(TimeSpan.Zero, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
    }

    private async Task HideAsync(TimeSpan hiddenFor, CancellationToken ct)
    {
        List<QueuedMessage> held;
        lock (_gate)
        {
            held = [.. _held.Values];
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(held.Chunk(IDeadLetterQueue.BatchSize), options, async (batch, token) =>
        {
            try
            {
                await queue.HideAsync(batch, hiddenFor, token);
            }
            catch (UpstreamException)
            {
                // These come back sooner or later than meant, and nothing is lost by either.
            }
        });
    }
}
