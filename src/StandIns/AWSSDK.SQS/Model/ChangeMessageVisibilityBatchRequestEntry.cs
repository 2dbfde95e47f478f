namespace Amazon.SQS.Model;

public class ChangeMessageVisibilityBatchRequestEntry
{
    public ChangeMessageVisibilityBatchRequestEntry()
    {
    }

    public ChangeMessageVisibilityBatchRequestEntry(string id, string receiptHandle)
    {
        Id = id;
        ReceiptHandle = receiptHandle;
    }

    /// <summary>Unique in the request; the answer tells the entries apart by it.</summary>
    public string? Id { get; set; }

    public string? ReceiptHandle { get; set; }

    /// <summary>Seconds from now; 0 makes the message visible at once.</summary>
    public int? VisibilityTimeout { get; set; }
}
