using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.Sqs;

internal static class ReceiveMessage
{
    public static async Task<JsonObject> HandleAsync(Queue queue, AwsCall call, CancellationToken ct)
    {
        var most = QueueSettings.Within("MaxNumberOfMessages", call.Number("MaxNumberOfMessages") ?? 1, 1, 10);
        var visibility = call.Number("VisibilityTimeout") is { } v ? QueueSettings.Seconds("VisibilityTimeout", v, 0, 43_200) : queue.Settings.Visibility;
        var wait = call.Number("WaitTimeSeconds") is { } w ? QueueSettings.Seconds("WaitTimeSeconds", w, 0, 20) : queue.Settings.Wait;

        // AttributeNames is the older name of MessageSystemAttributeNames.
        HashSet<string> system = [.. call.Texts("MessageSystemAttributeNames"), .. call.Texts("AttributeNames")];
        string[] user = [.. call.Texts("MessageAttributeNames")];

        var received = await queue.ReceiveAsync(most, visibility, wait, ct);

        // Like SQS: no member at all when there is nothing, which clients show as null or as an empty list.
        return received.Count == 0 ? [] : new JsonObject { ["Messages"] = new JsonArray([.. received.Select(m => Write(m, system, user))]) };
    }

    private static JsonObject Write(ReceivedMessage message, HashSet<string> system, string[] user)
    {
        var json = new JsonObject
        {
            ["MessageId"] = message.Id,
            ["ReceiptHandle"] = message.Receipt,
            ["MD5OfBody"] = MessageDigest.Of(message.Body),
            ["Body"] = message.Body,
        };
        if (SystemAttributes(message, system) is { Count: > 0 } attributes)
        {
            json["Attributes"] = attributes;
        }

        if (UserAttributes(message, user) is { Count: > 0 } own)
        {
            json["MessageAttributes"] = own;
            json["MD5OfMessageAttributes"] = MessageDigest.Of(own);
        }

        return json;
    }

    private static JsonObject SystemAttributes(ReceivedMessage message, HashSet<string> wanted) =>
        new(message.SystemAttributes.Where(a => wanted.Contains("All") || wanted.Contains(a.Key)).Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value)));

    private static JsonObject UserAttributes(ReceivedMessage message, string[] wanted) =>
        new((message.Attributes ?? []).Where(a => wanted.Any(w => Names(w, a.Key))).Select(a => KeyValuePair.Create(a.Key, a.Value?.DeepClone())));

    private static bool Names(string wanted, string name) => wanted switch
    {
        "All" or ".*" => true,
        [.. var prefix, '.', '*'] => name.StartsWith(prefix, StringComparison.Ordinal),
        _ => string.Equals(name, wanted, StringComparison.Ordinal),
    };
}
