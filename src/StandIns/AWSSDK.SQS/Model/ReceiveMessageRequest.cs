namespace Amazon.SQS.Model;

public class ReceiveMessageRequest : AmazonSQSRequest
{
    public ReceiveMessageRequest()
    {
    }

    public ReceiveMessageRequest(string queueUrl)
    {
        QueueUrl = queueUrl;
    }

    public string? QueueUrl { get; set; }

    /// <summary>1 to 10; SQS takes 1 for null.</summary>
    public int? MaxNumberOfMessages { get; set; }

    public int? WaitTimeSeconds { get; set; }

    public int? VisibilityTimeout { get; set; }

    public List<string>? MessageAttributeNames { get; set; }

    public List<string>? MessageSystemAttributeNames { get; set; }
}
