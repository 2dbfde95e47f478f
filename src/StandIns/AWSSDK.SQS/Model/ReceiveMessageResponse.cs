using Amazon.Runtime;

namespace Amazon.SQS.Model;

public class ReceiveMessageResponse : AmazonWebServiceResponse
{
    /// <summary>Null, not empty, where the queue gave nothing: the SDK's version 4 does not make up lists.</summary>
    public List<Message>? Messages { get; set; }
}
