using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Sqs;

internal static class QueueAttributes
{
    public static JsonObject Select(Queue queue, IEnumerable<string> names)
    {
        var all = All(queue);
        var selected = new JsonObject();
        foreach (var name in names.SelectMany(n => n is "All" ? [.. all.Keys] : (IEnumerable<string>)[n]))
        {
            selected[name] = all.GetValueOrDefault(name) ?? throw SqsErrors.InvalidAttributeName(name);
        }

        return selected;
    }

    private static Dictionary<string, string> All(Queue queue)
    {
        var all = OfEvery(queue);
        if (queue.Settings.Redrive is { } redrive)
        {
            all["RedrivePolicy"] = redrive.Json.ToJsonString();
        }

        if (queue.Settings.Fifo)
        {
            all["FifoQueue"] = "true";
            all["ContentBasedDeduplication"] = queue.Settings.ContentBasedDeduplication ? "true" : "false";
        }

        return all;
    }

    private static Dictionary<string, string> OfEvery(Queue queue) => new(StringComparer.Ordinal)
    {
        ["ApproximateNumberOfMessages"] = queue.Visible.ToString(),
        ["ApproximateNumberOfMessagesNotVisible"] = queue.InFlight.ToString(),
        ["ApproximateNumberOfMessagesDelayed"] = queue.Delayed.ToString(),
        ["CreatedTimestamp"] = queue.CreatedAt.ToUnixTimeSeconds().ToString(),
        ["LastModifiedTimestamp"] = queue.CreatedAt.ToUnixTimeSeconds().ToString(),
        ["DelaySeconds"] = Seconds(queue.Settings.Delay),
        ["MaximumMessageSize"] = queue.Settings.MaximumMessageSize.ToString(),
        ["MessageRetentionPeriod"] = Seconds(queue.Settings.Retention),
        ["QueueArn"] = queue.Arn,
        ["ReceiveMessageWaitTimeSeconds"] = Seconds(queue.Settings.Wait),
        ["VisibilityTimeout"] = Seconds(queue.Settings.Visibility),
    };

    private static string Seconds(TimeSpan span) => ((int)span.TotalSeconds).ToString();
}
