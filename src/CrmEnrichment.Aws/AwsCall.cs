using System.Net;
using Amazon.Runtime;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Aws;

/// <summary>Turns the failure of an AWS call into an <see cref="UpstreamException"/>. The SDK has already retried.</summary>
internal static class AwsCall
{
    /// <param name="service">Its name in the message, such as <c>Amazon SQS</c>.</param>
    /// <param name="permission">The IAM action that the call needs, on which resource.</param>
    /// <param name="call">The call.</param>
    /// <param name="ct">The caller's token; its own cancellation is passed on.</param>
    public static async Task<T> RunAsync<T>(string service, string permission, Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException e) when (e.StatusCode is HttpStatusCode.Forbidden || e.ErrorCode is "AccessDeniedException" or "AccessDenied")
        {
            throw new UpstreamException(service, UpstreamFault.Forbidden, $"{service} refused the call: grant {permission} to the function's role.", inner: e);
        }
        catch (AmazonServiceException e) when ((int)e.StatusCode is >= 400 and < 500 && !IsThrottling(e))
        {
            throw new UpstreamException(service, UpstreamFault.Rejected, $"{service} refused the request with {CodeOf(e)} ({permission}).", inner: e);
        }
        catch (AmazonServiceException e)
        {
            throw Unavailable(service, (int)e.StatusCode is 0 ? CodeOf(e) : $"{(int)e.StatusCode} {CodeOf(e)}", e);
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException or IOException or TimeoutException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw Unavailable(service, e.GetType().Name, e);
        }
    }

    /// <summary>A gateway's error page has no code, only its status; of an answer that cannot be read, the SDK's exception says most.</summary>
    private static string CodeOf(AmazonServiceException e) =>
        e.ErrorCode is { Length: > 0 } code ? code
        : (int)e.StatusCode >= 400 ? e.StatusCode.ToString()
        : e.GetType().Name;

    private static bool IsThrottling(AmazonServiceException e) =>
        e.Retryable?.Throttling is true || e.StatusCode is HttpStatusCode.TooManyRequests
        || e.ErrorCode is "ThrottlingException" or "RequestThrottled" or "ProvisionedThroughputExceededException" or "RequestLimitExceeded";

    private static UpstreamException Unavailable(string service, string what, Exception inner) =>
        new(service, UpstreamFault.Unavailable, $"{service} is not available ({what}).", inner: inner);
}
