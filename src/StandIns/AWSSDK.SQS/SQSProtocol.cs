using Amazon.SQS;
using Amazon.SQS.Model;

namespace CrmEnrichment.StandIns.AwsJson;

internal static class SQSProtocol
{
    public static readonly AwsJsonService Service = new(SQSJson.Default)
    {
        ServiceId = "SQS",
        EndpointPrefix = "sqs",
        TargetPrefix = "AmazonSQS",
        ApiVersion = "2012-11-05",
        ContentType = "application/x-amz-json-1.0",
        QueryCompatible = true,
        CreateException = CreateException,
    };

    private static AmazonSQSException CreateException(string? shape, AwsJsonError e) => shape switch
    {
        "QueueDoesNotExist" => new QueueDoesNotExistException(e.Message, e.InnerException, e.ErrorType, e.ErrorCode, e.RequestId, e.StatusCode),
        "ReceiptHandleIsInvalid" => new ReceiptHandleIsInvalidException(e.Message, e.InnerException, e.ErrorType, e.ErrorCode, e.RequestId, e.StatusCode),
        _ => new AmazonSQSException(e.Message, e.InnerException, e.ErrorType, e.ErrorCode, e.RequestId, e.StatusCode),
    };
}
