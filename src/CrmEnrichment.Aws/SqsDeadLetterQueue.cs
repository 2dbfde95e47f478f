using System.Globalization;
using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Aws;

/// <summary>The dead-letter queue in Amazon SQS, or with another URL and name the one for parked letters.</summary>
public sealed class SqsDeadLetterQueue(IAmazonSQS sqs, Uri url, string called = SqsDeadLetterQueue.DeadLetterQueue) : IDeadLetterQueue
{
    public const string DeadLetterQueue = "the dead-letter queue";
    public const string ParkingQueue = "the queue for parked letters";

    private const string Service = "Amazon SQS";

    /// <summary>What EventBridge adds to an event that it could not deliver.</summary>
    private const string TargetArn = "TARGET_ARN";

    private const string SentTimestamp = "SentTimestamp";

    private const string MaximumMessageSize = "MaximumMessageSize";

    private const string StringType = "String";

    /// <summary>Seconds. Long polling asks every SQS host; a short poll may find nothing in a queue that is not empty.</summary>
    private const int Wait = 1;

    /// <summary>SQS hides a message for twelve hours at most.</summary>
    private static readonly TimeSpan s_longestHiding = TimeSpan.FromHours(12);

    private static readonly List<string> s_counts = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];

    private readonly string _url = url.AbsoluteUri;

    /// <returns>Bytes, as SQS counts them: the body, and the name, type and value of what comes with it.</returns>
    public static int SizeOf(string body, string? targetArn) =>
        Encoding.UTF8.GetByteCount(body) + (targetArn is null ? 0 : TargetArn.Length + StringType.Length + Encoding.UTF8.GetByteCount(targetArn));

    public Task SendAsync(string body, string? targetArn, CancellationToken ct)
    {
        var request = new SendMessageRequest(_url, body);
        if (targetArn is not null)
        {
            request.MessageAttributes = new(StringComparer.Ordinal) { [TargetArn] = new() { DataType = StringType, StringValue = targetArn } };
        }

        return RunAsync("sqs:SendMessage", () => sqs.SendMessageAsync(request, ct), ct);
    }

    public async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int most, TimeSpan hiddenFor, CancellationToken ct)
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = _url,
            MaxNumberOfMessages = most,
            WaitTimeSeconds = Wait,
            VisibilityTimeout = Math.Max(1, Seconds(hiddenFor)),
            MessageAttributeNames = [TargetArn],
            MessageSystemAttributeNames = [SentTimestamp],
        };
        var response = await RunAsync("sqs:ReceiveMessage", () => sqs.ReceiveMessageAsync(request, ct), ct);
        return [.. (response.Messages ?? []).Select(message => new QueuedMessage(
            message.MessageId!, message.ReceiptHandle!, message.Body!, message.MessageAttributes?.GetValueOrDefault(TargetArn)?.StringValue)
        {
            SentAt = Time(message.Attributes?.GetValueOrDefault(SentTimestamp)),
        })];
    }

    public Task DeleteAsync(QueuedMessage message, CancellationToken ct) =>
        RunAsync("sqs:DeleteMessage", () => sqs.DeleteMessageAsync(_url, message.Receipt, ct), ct);

    public Task HideAsync(IReadOnlyCollection<QueuedMessage> messages, TimeSpan hiddenFor, CancellationToken ct)
    {
        var request = new ChangeMessageVisibilityBatchRequest(_url, [.. messages.Select((message, i) => new ChangeMessageVisibilityBatchRequestEntry($"{i}", message.Receipt)
        {
            VisibilityTimeout = Seconds(hiddenFor),
        })]);
        return RunAsync("sqs:ChangeMessageVisibility", () => sqs.ChangeMessageVisibilityBatchAsync(request, ct), ct);
    }

    public async Task<int> CountAsync(CancellationToken ct)
    {
        var response = await RunAsync("sqs:GetQueueAttributes", () => sqs.GetQueueAttributesAsync(_url, s_counts, ct), ct);
        return s_counts.Sum(name => int.Parse(response.Attributes![name], CultureInfo.InvariantCulture));
    }

    public async Task ProbeAsync(CancellationToken ct)
    {
        var response = await RunAsync("sqs:GetQueueAttributes", () => sqs.GetQueueAttributesAsync(_url, [MaximumMessageSize], ct), ct);
        if (response.Attributes?.GetValueOrDefault(MaximumMessageSize) is { } text
            && int.Parse(text, CultureInfo.InvariantCulture) is var most && most < DeadLetterStore.LargestMessage)
        {
            throw new UpstreamException(
                Service, UpstreamFault.Rejected, $"{Service}: {called} takes messages of {most} bytes, and a letter may have {DeadLetterStore.LargestMessage}. Set the queue's {MaximumMessageSize} to {DeadLetterStore.LargestMessage}.");
        }
    }

    /// <param name="milliseconds">Since 1970.</param>
    private static DateTimeOffset? Time(string? milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) ? DateTimeOffset.FromUnixTimeMilliseconds(sent) : null;

    private static int Seconds(TimeSpan hiding) => (int)Math.Ceiling(Math.Min(hiding.TotalSeconds, s_longestHiding.TotalSeconds));

    private Task<T> RunAsync<T>(string action, Func<Task<T>> call, CancellationToken ct) =>
        AwsCall.RunAsync(Service, $"{action} on {called}", call, ct);
}
