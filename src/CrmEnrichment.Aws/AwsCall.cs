using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Aws;

/// <summary>Turns the failure of an AWS call into an <see cref="UpstreamException"/>. The SDK has already retried.</summary>
internal static partial class AwsCall
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
            throw Unavailable(service, CauseOf(e), e);
        }
    }

    /// <summary>Such as <c>HttpRequestException: ConnectionError, ConnectionRefused</c>: types and closed sets only, never a text, which may name an address.</summary>
    private static string CauseOf(Exception e)
    {
        var chain = new List<Exception>();
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            chain.Add(inner);
        }

        string?[] codes =
        [
            chain.OfType<HttpRequestException>().FirstOrDefault()?.HttpRequestError.ToString() ?? chain.OfType<HttpIOException>().FirstOrDefault()?.HttpRequestError.ToString(),
            chain.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode.ToString(),
        ];
        return string.Join(": ", new[] { e.GetType().Name, string.Join(", ", codes.OfType<string>()) }.Where(part => part.Length > 0));
    }

    /// <summary>What says it is a code has to look like one, for it goes into letters and logs. A gateway's error page has none, only its status; of an answer that cannot be read, the SDK's exception says most.</summary>
    private static string CodeOf(AmazonServiceException e) =>
        e.ErrorCode is { } code && Code.IsMatch(code) ? code
        : (int)e.StatusCode >= 400 ? e.StatusCode.ToString()
        : e.GetType().Name;

    /// <summary>Such as <c>AWS.SimpleQueueService.NonExistentQueue</c>: words, at most three of them, and no digits but an error's few.</summary>
    [GeneratedRegex(@"^(?=.{1,80}$)[A-Z][A-Za-z]{1,40}[0-9]{0,3}(\.[A-Za-z]{1,40}[0-9]{0,3}){0,2}$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Code { get; }

    private static bool IsThrottling(AmazonServiceException e) =>
        e.Retryable?.Throttling is true || e.StatusCode is HttpStatusCode.TooManyRequests
        || e.ErrorCode is "ThrottlingException" or "RequestThrottled" or "ProvisionedThroughputExceededException" or "RequestLimitExceeded";

    private static UpstreamException Unavailable(string service, string what, Exception inner) =>
        new(service, UpstreamFault.Unavailable, $"{service} is not available ({what}).", inner: inner);
}
