using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>Compares the MD5 that SQS took of a body with our own, so that a body changed on its way is not believed.</summary>
internal sealed class ValidationResponseHandler : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var response = await base.InvokeAsync<T>(executionContext);
        switch (executionContext.RequestContext.OriginalRequest, executionContext.ResponseContext.Response)
        {
            case (SendMessageRequest request, SendMessageResponse sent):
                Compare(request.MessageBody, sent.MD5OfMessageBody, sent.MessageId);
                break;
            case (_, ReceiveMessageResponse { Messages: { } messages }):
                messages.ForEach(static message => Compare(message.Body, message.MD5OfBody, message.MessageId));
                break;
        }

        return response;
    }

    private static void Compare(string? body, string? expected, string? messageId)
    {
        if (expected is null)
        {
            return;
        }

        var actual = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body ?? string.Empty)));
        if (!string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new AmazonClientException($"MD5 hash mismatch of message {messageId}: SQS says {expected}, the body gives {actual}.");
        }
    }
}
