using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Sqs;

/// <summary>A standard queue: at least once, in roughly the order of sending. Or a FIFO queue: in the order of sending within each group, duplicates dropped.</summary>
public sealed class Queue
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly MessageShelf _messages = new();
    private readonly Signal _changed = new();
    private readonly Queue? _deadLetters;
    private readonly FifoQueue? _fifo;
    private long _sent;

    internal Queue(string name, Uri url, string arn, QueueSettings settings, Queue? deadLetters, TimeProvider time)
    {
        (Name, Url, Arn, Settings, _deadLetters, _time) = (name, url, arn, settings, deadLetters, time);
        _fifo = settings.Fifo ? new FifoQueue(settings.ContentBasedDeduplication) : null;
        CreatedAt = time.GetUtcNow();
    }

    public string Name { get; }

    public Uri Url { get; }

    public string Arn { get; }

    /// <summary>Everything that has not been deleted, received or not, oldest first.</summary>
    public IReadOnlyList<string> Bodies => Read(messages => messages.Select(m => m.Message.Body).ToList());

    internal QueueSettings Settings { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal int Visible => Count((m, now) => m.VisibleAt <= now);

    internal int InFlight => Count((m, now) => m.VisibleAt > now && m.ReceiveCount > 0);

    /// <summary>Messages that wait for their delay and were never received.</summary>
    public int Delayed => Count((m, now) => m.VisibleAt > now && m.ReceiveCount == 0);

    /// <returns>The message's id.</returns>
    public string Send(string body) => Send(new NewMessage(body)).Id;

    /// <summary>Into a FIFO queue.</summary>
    /// <returns>The message's id, of a duplicate that of the first.</returns>
    public string Send(string body, string group, string? deduplicationId = null) => Send(new NewMessage(body, Group: group, DeduplicationId: deduplicationId)).Id;

    public void Purge()
    {
        lock (_gate)
        {
            _messages.Clear();
        }
    }

    /// <summary>Waits until this many messages are in the queue, received or not.</summary>
    public Task<IReadOnlyList<string>> HoldsAsync(int count, CancellationToken ct = default) =>
        _changed.WhenAsync(() => Bodies is var bodies && bodies.Count >= count ? bodies : null, ct);

    internal SentMessage Send(NewMessage message)
    {
        SentMessage sent;
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (_fifo is null)
            {
                FifoQueue.CheckStandard(message);
                sent = new(Guid.NewGuid().ToString(), SequenceNumber: null);
            }
            else
            {
                message = _fifo.Check(message);
                if (_fifo.FindSent(message.DeduplicationId!, now) is { } before)
                {
                    return before;
                }

                sent = _fifo.Remember(message.DeduplicationId!, Guid.NewGuid().ToString(), now);
            }

            _messages.Add(new QueuedMessage(_sent++, sent.Id, message, sent.SequenceNumber, now, now + (message.Delay ?? Settings.Delay)));
        }

        _changed.Raise();
        return sent;
    }

    /// <param name="wait">Null to wait until a message comes.</param>
    internal async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int most, TimeSpan visibility, TimeSpan? wait, CancellationToken ct)
    {
        var until = wait is { } longest ? _time.GetUtcNow() + longest : DateTimeOffset.MaxValue;
        while (true)
        {
            var changed = _changed.Next;
            var (received, nextVisible) = Take(most, visibility);
            var now = _time.GetUtcNow();
            if (received.Count > 0 || now >= until)
            {
                return received;
            }

            // A hidden message that comes back, or one that is sent, ends the wait early.
            var next = nextVisible < until ? nextVisible.Value : until;
            var pause = next == DateTimeOffset.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Max(0, (next - now).Ticks));
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(changed, Task.Delay(pause, _time, enough.Token));
            await enough.CancelAsync();
            ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A handle from an earlier receive succeeds and deletes nothing in a standard queue, as in SQS; a FIFO queue refuses it, also when its time is over.</summary>
    internal void Delete(string receipt)
    {
        var id = ReceiptHandle.MessageIdOf(receipt, Name);
        lock (_gate)
        {
            if (_messages.Find(id) is not { } message)
            {
                return;
            }

            var isLatest = string.Equals(message.Receipt, receipt, StringComparison.Ordinal);
            if (_fifo is not null && (!isLatest || message.VisibleAt <= _time.GetUtcNow()))
            {
                throw SqsErrors.InvalidReceipt(receipt, "The receipt handle has expired.");
            }

            if (isLatest)
            {
                _messages.Remove(message);
            }
        }

        // The next message of its group can be received now.
        _changed.Raise();
    }

    internal void ChangeVisibility(string receipt, TimeSpan visibility)
    {
        var id = ReceiptHandle.MessageIdOf(receipt, Name);
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            var message = _messages.Find(id)
                ?? throw SqsErrors.InvalidReceipt(receipt, "Message does not exist or is not available for visibility timeout change.");
            if (!string.Equals(message.Receipt, receipt, StringComparison.Ordinal) || message.VisibleAt <= now)
            {
                throw SqsErrors.NotInFlight();
            }

            _messages.Change(message, () => message.VisibleAt = now + visibility);
        }

        _changed.Raise();
    }

    private (List<ReceivedMessage> Received, DateTimeOffset? NextVisible) Take(int most, TimeSpan visibility)
    {
        var received = new List<ReceivedMessage>();
        IReadOnlyList<QueuedMessage> spent;
        DateTimeOffset? nextReturn;
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            _messages.Expire(now - Settings.Retention);
            spent = _messages.Take(most, now, Settings.Redrive?.MaxReceiveCount, message => received.Add(message.Receive(Name, now, visibility)));
            nextReturn = _messages.NextReturn;
        }

        foreach (var message in spent)
        {
            _deadLetters!.TakeOver(message, Arn);
        }

        return (received, nextReturn);
    }

    /// <summary>A message that another queue could not get rid of. In a standard queue it keeps the time at which it was sent, as in SQS, and so its remaining retention.</summary>
    private void TakeOver(QueuedMessage spent, string from)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            var sequence = _fifo?.Remember(spent.Message.DeduplicationId!, spent.Id, now).SequenceNumber;
            _messages.Add(new QueuedMessage(_sent++, spent.Id, spent.Message with { Delay = null }, sequence, _fifo is null ? spent.SentAt : now, now, from));
        }

        _changed.Raise();
    }

    private int Count(Func<QueuedMessage, DateTimeOffset, bool> which)
    {
        var now = _time.GetUtcNow();
        return Read(messages => messages.Count(m => which(m, now)));
    }

    private T Read<T>(Func<IEnumerable<QueuedMessage>, T> read)
    {
        lock (_gate)
        {
            var expired = _time.GetUtcNow() - Settings.Retention;
            return read(_messages.All.SkipWhile(m => m.SentAt <= expired));
        }
    }
}
