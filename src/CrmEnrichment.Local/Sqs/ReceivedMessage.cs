using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Sqs;

/// <summary>A message as one receive saw it.</summary>
internal sealed record ReceivedMessage(
    string Id, string Receipt, NewMessage Message, DateTimeOffset SentAt, DateTimeOffset FirstReceivedAt, int ReceiveCount, string? SequenceNumber, string? DeadLetterQueueSourceArn)
{
    public string Body => Message.Body;

    public JsonObject? Attributes => Message.Attributes;

    /// <summary>SQS' own attributes, all as text; times in ms since 1970.</summary>
    public IEnumerable<KeyValuePair<string, string>> SystemAttributes => new (string Name, string? Value)[]
    {
        ("ApproximateReceiveCount", ReceiveCount.ToString(CultureInfo.InvariantCulture)),
        ("SentTimestamp", SentAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        ("SequenceNumber", SequenceNumber),
        ("MessageGroupId", Message.Group),
        ("SenderId", Account.Id),
        ("MessageDeduplicationId", Message.DeduplicationId),
        ("ApproximateFirstReceiveTimestamp", FirstReceivedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        ("DeadLetterQueueSourceArn", DeadLetterQueueSourceArn),
    }.Where(attribute => attribute.Value is not null).Select(attribute => KeyValuePair.Create(attribute.Name, attribute.Value!));
}
