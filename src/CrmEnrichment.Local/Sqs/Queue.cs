using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Sqs;

/// <summary>A standard queue: at least once, in roughly the order of sending.</summary>
public sealed class Queue
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly MessageShelf _messages = new();
    private readonly Signal _changed = new();
    private long _sent;

    internal Queue(string name, Uri url, string arn, QueueSettings settings, TimeProvider time)
    {
        (Name, Url, Arn, Settings, _time) = (name, url, arn, settings, time);
        CreatedAt = time.GetUtcNow();
    }

    public string Name { get; }

    public Uri Url { get; }

    public string Arn { get; }

    /// <summary>Everything that has not been deleted, received or not, oldest first.</summary>
    public IReadOnlyList<string> Bodies => Read(messages => messages.Select(m => m.Body).ToList());

    internal QueueSettings Settings { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal int Visible => Count((m, now) => m.VisibleAt <= now);

    internal int InFlight => Count((m, now) => m.VisibleAt > now && m.ReceiveCount > 0);

    internal int Delayed => Count((m, now) => m.VisibleAt > now && m.ReceiveCount == 0);

    /// <returns>The message's id.</returns>
    public string Send(string body) => Send(body, null, Settings.Delay);

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

    internal string Send(string body, JsonObject? attributes, TimeSpan delay)
    {
        var now = _time.GetUtcNow();
        QueuedMessage message;
        lock (_gate)
        {
            message = new QueuedMessage(_sent++, body, attributes, now, now + delay);
            _messages.Add(message);
        }

        _changed.Raise();
        return message.Id;
    }

    internal async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int most, TimeSpan visibility, TimeSpan wait, CancellationToken ct)
    {
        var until = _time.GetUtcNow() + wait;
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
            var pause = (nextVisible < until ? nextVisible.Value : until) - now;
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(changed, Task.Delay(pause, _time, enough.Token));
            await enough.CancelAsync();
            ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A handle from an earlier receive succeeds and deletes nothing, as in SQS's standard queues.</summary>
    internal void Delete(string receipt)
    {
        var id = ReceiptHandle.MessageIdOf(receipt, Name);
        lock (_gate)
        {
            if (_messages.Find(id) is { } message && string.Equals(message.Receipt, receipt, StringComparison.Ordinal))
            {
                _messages.Remove(message);
            }
        }
    }

    internal void ChangeVisibility(string receipt, TimeSpan visibility)
    {
        var id = ReceiptHandle.MessageIdOf(receipt, Name);
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            var message = _messages.Find(id)
                ?? throw SqsErrors.Invalid($"Value {receipt} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.");
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
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            _messages.Expire(now - Settings.Retention);
            var received = new List<ReceivedMessage>();
            _messages.Take(most, now, message => received.Add(message.Receive(Name, now, visibility)));
            return (received, _messages.NextReturn);
        }
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
