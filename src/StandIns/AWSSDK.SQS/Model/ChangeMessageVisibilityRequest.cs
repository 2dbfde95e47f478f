namespace Amazon.SQS.Model;

public class ChangeMessageVisibilityRequest : AmazonSQSRequest
{
    public ChangeMessageVisibilityRequest()
    {
    }

    public ChangeMessageVisibilityRequest(string queueUrl, string receiptHandle, int? visibilityTimeout)
    {
        QueueUrl = queueUrl;
        ReceiptHandle = receiptHandle;
        VisibilityTimeout = visibilityTimeout;
    }

    public string? QueueUrl { get; set; }

    public string? ReceiptHandle { get; set; }

    /// <summary>Seconds from now; 0 makes the message visible at once.</summary>
    public int? VisibilityTimeout { get; set; }
}
