namespace Amazon.SQS.Model;

public class MessageAttributeValue
{
    /// <summary>String, Number or Binary, and after a point a label of one's own.</summary>
    public string? DataType { get; set; }

    public string? StringValue { get; set; }

    public MemoryStream? BinaryValue { get; set; }
}
