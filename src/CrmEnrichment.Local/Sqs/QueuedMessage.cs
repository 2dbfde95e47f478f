using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Sqs;

/// <summary>A message that has not been deleted. Its queue's lock guards it.</summary>
internal sealed class QueuedMessage(long number, string body, JsonObject? attributes, DateTimeOffset sentAt, DateTimeOffset visibleAt)
{
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>In the order of sending.</summary>
    public long Number { get; } = number;

    public string Body { get; } = body;

    public JsonObject? Attributes { get; } = attributes;

    public DateTimeOffset SentAt { get; } = sentAt;

    public DateTimeOffset VisibleAt { get; set; } = visibleAt;

    public DateTimeOffset? FirstReceivedAt { get; private set; }

    public int ReceiveCount { get; private set; }

    /// <summary>Every receive gives a new handle; the ones before it no longer delete anything.</summary>
    public string? Receipt { get; private set; }

    public ReceivedMessage Receive(string queue, DateTimeOffset now, TimeSpan visibility)
    {
        FirstReceivedAt ??= now;
        ReceiveCount++;
        VisibleAt = now + visibility;
        Receipt = ReceiptHandle.Write(queue, Id, ReceiveCount);
        return new ReceivedMessage(Id, Receipt, Body, Attributes, SentAt, FirstReceivedAt.Value, ReceiveCount);
    }
}
