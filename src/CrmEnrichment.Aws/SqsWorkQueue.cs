using Amazon.SQS;
using Amazon.SQS.Model;
using CrmEnrichment.WorkQueues;

namespace CrmEnrichment.Aws;

/// <summary>A queue in Amazon SQS whose messages trigger one of our functions.</summary>
/// <param name="sqs">The client.</param>
/// <param name="url">Of the queue.</param>
/// <param name="called">In messages: <c>the journal's queue</c>.</param>
public sealed class SqsWorkQueue(IAmazonSQS sqs, Uri url, string called) : IWorkQueue
{
    private const string Service = "Amazon SQS";

    private readonly string _url = url.AbsoluteUri;

    public async Task SendAsync(WorkMessage message, CancellationToken ct)
    {
        var request = new SendMessageRequest(_url, message.Body) { MessageGroupId = message.Group, MessageDeduplicationId = message.DeduplicationId };
        if (message.Group is null)
        {
            request.DelaySeconds = (int)Math.Ceiling(message.Delay.TotalSeconds);
        }

        await AwsCall.RunAsync(Service, $"sqs:SendMessage on {called}", () => sqs.SendMessageAsync(request, ct), ct);
    }

    public Task ProbeAsync(CancellationToken ct) =>
        AwsCall.RunAsync(Service, $"sqs:GetQueueAttributes on {called}", () => sqs.GetQueueAttributesAsync(_url, ["VisibilityTimeout"], ct), ct);
}
