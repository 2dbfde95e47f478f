using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>The call succeeds although entries failed: those are listed.</summary>
public class ChangeMessageVisibilityBatchResponse : AmazonWebServiceResponse
{
    public List<BatchResultErrorEntry>? Failed { get; set; }
}
