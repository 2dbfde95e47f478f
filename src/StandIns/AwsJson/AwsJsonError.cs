using System.Net;
using Amazon.Runtime;

namespace CrmEnrichment.StandIns.AwsJson;

/// <summary>An error answer, in the order of the constructor that every exception of the SDK has.</summary>
internal sealed record AwsJsonError(
    string Message,
    Exception InnerException,
    ErrorType ErrorType,
    string ErrorCode,
    string RequestId,
    HttpStatusCode StatusCode);
