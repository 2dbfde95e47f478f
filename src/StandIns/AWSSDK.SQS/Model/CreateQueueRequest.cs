namespace Amazon.SQS.Model;

public class CreateQueueRequest : AmazonSQSRequest
{
    public CreateQueueRequest()
    {
    }

    public CreateQueueRequest(string queueName)
    {
        QueueName = queueName;
    }

    public string? QueueName { get; set; }

    public Dictionary<string, string>? Attributes { get; set; }
}
