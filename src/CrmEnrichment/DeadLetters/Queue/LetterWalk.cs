using System.Runtime.CompilerServices;

namespace CrmEnrichment.DeadLetters.Queue;

/// <summary>Goes once through a queue. What is met is hidden from others, and released at the end of the walk however it ends.</summary>
/// <remarks>However long the walk takes, what it holds stays hidden; after a walk that is killed it comes back within five minutes.</remarks>
internal sealed class LetterWalk : IAsyncDisposable
{
    /// <summary>SQS lets nobody hold more letters of one queue; what lies behind them is not met.</summary>
    public const int MostHeld = 120_000;

    private static readonly TimeSpan s_hiddenFor = TimeSpan.FromMinutes(5);

    /// <summary>Twice within the time, should one call fail.</summary>
    private static readonly TimeSpan s_extendEvery = TimeSpan.FromMinutes(2);

    private readonly IDeadLetterQueue _queue;
    private readonly HeldMessages _held;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _extending;

    public LetterWalk(IDeadLetterQueue queue, TimeProvider time)
    {
        (_queue, _held) = (queue, new HeldMessages(queue));
        _extending = ExtendAsync(time);
    }

    /// <summary>How many messages were met.</summary>
    public int Met { get; private set; }

    public async IAsyncEnumerable<QueuedMessage> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        // SQS hides a letter for twelve hours at most. When there is nothing but what comes back after that, the walk is over.
        var metAgain = 0;
        while (metAgain <= _held.Count)
        {
            // Not cancelled: the answer to a call that was broken off would leave letters hidden that nobody releases.
            ct.ThrowIfCancellationRequested();
            var messages = await _queue.ReceiveAsync(IDeadLetterQueue.BatchSize, s_hiddenFor, CancellationToken.None);
            if (messages.Count == 0)
            {
                yield break;
            }

            var fresh = messages.Where(_held.Hold).ToList();
            metAgain = fresh.Count > 0 ? 0 : metAgain + messages.Count;
            Met += fresh.Count;
            foreach (var message in fresh)
            {
                yield return message;
            }
        }
    }

    /// <summary>The message is deleted: there is nothing to release.</summary>
    public void Forget(QueuedMessage message) => _held.Forget(message);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _extending;
        await _held.ReleaseAsync(CancellationToken.None);
        _over.Dispose();
    }

    private async Task ExtendAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(s_extendEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                await _held.ExtendAsync(s_hiddenFor, _over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The walk is over.
        }
    }
}
