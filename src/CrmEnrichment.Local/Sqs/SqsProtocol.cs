using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.Sqs;

/// <summary>SQS's JSON 1.0 protocol over the queues.</summary>
internal sealed class SqsProtocol(Queues queues) : IAwsService
{
    public string Target => "AmazonSQS";

    public string ContentType => "application/x-amz-json-1.0";

    public async Task<JsonObject> CallAsync(AwsCall call, CancellationToken ct)
    {
        switch (call.Operation)
        {
            case "ListQueues":
                return List(call);
            case "CreateQueue":
                var created = queues.Create(call.Text("QueueName") ?? throw SqsErrors.Missing("QueueName"), QueueSettings.Read(call));
                return new JsonObject { ["QueueUrl"] = UrlOf(created, call) };
            case "GetQueueUrl":
                return new JsonObject { ["QueueUrl"] = UrlOf(queues[call.Text("QueueName") ?? throw SqsErrors.Missing("QueueName")], call) };
        }

        var queue = queues.ByUrl(call.Text("QueueUrl"));
        switch (call.Operation)
        {
            case "SendMessage":
                return SendMessage.Handle(queue, call);
            case "SendMessageBatch":
                return Batch.Handle(call, entry => SendMessage.Handle(queue, entry), SendMessage.SizeOf);
            case "ReceiveMessage":
                return await ReceiveMessage.HandleAsync(queue, call, ct);
            case "DeleteMessage":
                return Delete(queue, call);
            case "DeleteMessageBatch":
                return Batch.Handle(call, entry => Delete(queue, entry));
            case "ChangeMessageVisibility":
                return ChangeVisibility(queue, call);
            case "ChangeMessageVisibilityBatch":
                return Batch.Handle(call, entry => ChangeVisibility(queue, entry));
            case "GetQueueAttributes":
                return new JsonObject { ["Attributes"] = QueueAttributes.Select(queue, call.Texts("AttributeNames")) };
            case "PurgeQueue":
                // SQS allows one purge a minute; a test harness has no use for that.
                queue.Purge();
                return [];
            default:
                throw AwsEndpoint.Unknown($"The local cloud's SQS does not have {call.Operation}.");
        }
    }

    /// <summary>Answered under the host that the caller used: inside a container that is not the one we listen on.</summary>
    private static string UrlOf(Queue queue, AwsCall call) => new Uri(call.Endpoint, queue.Url.AbsolutePath).ToString();

    /// <summary>All on one page, as SQS answers up to a thousand. Without a match SQS leaves the member out.</summary>
    private JsonObject List(AwsCall call)
    {
        var prefix = call.Text("QueueNamePrefix") ?? "";
        var urls = queues.All.Where(queue => queue.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(queue => (JsonNode?)UrlOf(queue, call)).ToArray();
        return urls is [] ? [] : new JsonObject { ["QueueUrls"] = new JsonArray(urls) };
    }

    private static JsonObject Delete(Queue queue, AwsCall call)
    {
        queue.Delete(call.Text("ReceiptHandle") ?? throw SqsErrors.Missing("ReceiptHandle"));
        return [];
    }

    private static JsonObject ChangeVisibility(Queue queue, AwsCall call)
    {
        var seconds = call.Number("VisibilityTimeout") ?? throw SqsErrors.Missing("VisibilityTimeout");
        queue.ChangeVisibility(
            call.Text("ReceiptHandle") ?? throw SqsErrors.Missing("ReceiptHandle"),
            QueueSettings.Seconds("VisibilityTimeout", seconds, 0, 43_200));
        return [];
    }
}
