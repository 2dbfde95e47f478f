namespace CrmEnrichment.Local.Sqs;

/// <summary>A message that has not been deleted. Its queue's lock guards it.</summary>
/// <param name="number">In the order of sending.</param>
/// <param name="id">Stays the same when the message moves to a dead-letter queue.</param>
/// <param name="sequenceNumber">Of a FIFO queue.</param>
/// <param name="from">The queue whose redrive policy moved it here, by its ARN.</param>
internal sealed class QueuedMessage(long number, string id, NewMessage message, string? sequenceNumber, DateTimeOffset sentAt, DateTimeOffset visibleAt, string? from = null)
{
    public string Id { get; } = id;

    public long Number { get; } = number;

    public NewMessage Message { get; } = message;

    public DateTimeOffset SentAt { get; } = sentAt;

    public DateTimeOffset VisibleAt { get; set; } = visibleAt;

    public DateTimeOffset? FirstReceivedAt { get; private set; }

    public int ReceiveCount { get; private set; }

    /// <summary>Every receive gives a new handle; the ones before it no longer delete anything.</summary>
    public string? Receipt { get; private set; }

    /// <summary>The group of a FIFO queue, which waits while one of its messages is in flight.</summary>
    public string? OrderedGroup => sequenceNumber is null ? null : Message.Group;

    public ReceivedMessage Receive(string queue, DateTimeOffset now, TimeSpan visibility)
    {
        FirstReceivedAt ??= now;
        ReceiveCount++;
        VisibleAt = now + visibility;
        Receipt = ReceiptHandle.Write(queue, Id, ReceiveCount);
        return new ReceivedMessage(Id, Receipt, Message, SentAt, FirstReceivedAt.Value, ReceiveCount, sequenceNumber, from);
    }
}
