using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Sqs;

namespace CrmEnrichment.Local.Lambda.EventSources;

/// <summary>Messages of one receive as the event of one invocation.</summary>
internal sealed record SqsBatch(IReadOnlyList<ReceivedMessage> Messages, byte[] Payload)
{
    /// <summary>One batch, or several where one would be larger than an invocation takes.</summary>
    public static IEnumerable<SqsBatch> Of(IReadOnlyList<ReceivedMessage> messages, Queue queue)
    {
        var payload = Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray([.. messages.Select(message => Record(message, queue))]) }.ToJsonString());
        return payload.Length <= RuntimeApi.PayloadLimit || messages.Count == 1
            ? [new SqsBatch(messages, payload)]
            : Of([.. messages.Take(messages.Count / 2)], queue).Concat(Of([.. messages.Skip(messages.Count / 2)], queue));
    }

    /// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event, and the example of a FIFO queue after it.</remarks>
    private static JsonObject Record(ReceivedMessage message, Queue queue)
    {
        var record = new JsonObject
        {
            ["messageId"] = message.Id,
            ["receiptHandle"] = message.Receipt,
            ["body"] = message.Body,
            ["attributes"] = new JsonObject(message.SystemAttributes.Select(attribute => KeyValuePair.Create(attribute.Key, (JsonNode?)attribute.Value))),
            ["messageAttributes"] = new JsonObject((message.Attributes ?? []).Select(attribute => KeyValuePair.Create(attribute.Key, (JsonNode?)Attribute(attribute.Value!)))),
            ["md5OfBody"] = MessageDigest.Of(message.Body),
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = queue.Arn,
            ["awsRegion"] = Account.Region,
        };
        if (message.Attributes is { Count: > 0 } attributes)
        {
            record["md5OfMessageAttributes"] = MessageDigest.Of(attributes);
        }

        return record;
    }

    /// <summary>The names that the SQS API writes in capitals begin with a small letter in Lambda's event.</summary>
    private static JsonObject Attribute(JsonNode attribute)
    {
        var written = new JsonObject();
        foreach (var name in new[] { "StringValue", "BinaryValue" })
        {
            if (attribute[name] is { } value)
            {
                written[char.ToLowerInvariant(name[0]) + name[1..]] = value.DeepClone();
            }
        }

        written["stringListValues"] = new JsonArray();
        written["binaryListValues"] = new JsonArray();
        written["dataType"] = attribute["DataType"]?.DeepClone();
        return written;
    }
}
