using System.Text.Json.Serialization;

namespace CrmEnrichment.Functions.Sqs;

/// <summary>One message of a batch. Without an id or a body the event is not from SQS, and the invocation fails.</summary>
public sealed record SqsMessage
{
    /// <summary>Equal for every delivery of the message.</summary>
    public required string MessageId { get; init; }

    public required string Body { get; init; }

    /// <summary>Of this delivery. Lambda deletes what is not reported as failed, so nothing here needs it.</summary>
    public string? ReceiptHandle { get; init; }

    /// <summary>SQS' own: <c>ApproximateReceiveCount</c>, <c>SentTimestamp</c> in ms since 1970, of a FIFO queue <c>MessageGroupId</c>, all as text.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>The queue.</summary>
    [JsonPropertyName("eventSourceARN")]
    public string? EventSourceArn { get; init; }

    /// <summary>Messages of one group are handled one after the other. Null in a standard queue, whose messages have no order even if they name a group.</summary>
    internal string? Group => EventSourceArn?.EndsWith(".fifo", StringComparison.Ordinal) is true ? Attributes?.GetValueOrDefault("MessageGroupId") : null;
}
