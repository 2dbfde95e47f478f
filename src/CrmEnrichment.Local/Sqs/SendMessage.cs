using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.Sqs;

internal static class SendMessage
{
    public static JsonObject Handle(Queue queue, AwsCall call)
    {
        var body = call.Text("MessageBody") ?? throw SqsErrors.Missing("MessageBody");
        if (body.Length == 0)
        {
            throw SqsErrors.Invalid("Message body must not be empty.");
        }

        if (!body.All(IsAllowed))
        {
            throw SqsErrors.InvalidContents();
        }

        if (SizeOf(call) > queue.Settings.MaximumMessageSize)
        {
            throw SqsErrors.Invalid($"One or more parameters are invalid. Reason: Message must be shorter than {queue.Settings.MaximumMessageSize} bytes.");
        }

        var attributes = call.Object("MessageAttributes") is { Count: > 0 } given ? (JsonObject)given.DeepClone() : null;
        TimeSpan? delay = call.Number("DelaySeconds") is { } seconds ? QueueSettings.Seconds("DelaySeconds", seconds, 0, 900) : null;
        var sent = queue.Send(new NewMessage(body, attributes, delay, call.Text("MessageGroupId"), call.Text("MessageDeduplicationId")));
        var result = new JsonObject
        {
            ["MD5OfMessageBody"] = MessageDigest.Of(body),
            ["MessageId"] = sent.Id,
        };
        if (sent.SequenceNumber is { } number)
        {
            result["SequenceNumber"] = number;
        }

        if (attributes is not null)
        {
            result["MD5OfMessageAttributes"] = MessageDigest.Of(attributes);
        }

        return result;
    }

    public static int SizeOf(AwsCall call) => MessageSize.Of(call.Text("MessageBody") ?? "", call.Object("MessageAttributes"));

    /// <summary>XML's characters, as SQS documents them. Surrogates come in pairs here: JSON could not have carried a lone one as UTF-8.</summary>
    private static bool IsAllowed(char c) => c is '\t' or '\n' or '\r' or (>= ' ' and not ('\uFFFE' or '\uFFFF'));
}
