using Amazon.Runtime;
using Amazon.SecurityToken;

namespace CrmEnrichment.Cli;

/// <summary>Who we are to AWS, as its own logs will name us.</summary>
internal static class CallerIdentity
{
    /// <returns>The ARN of the user or of the assumed role; null where STS cannot be asked.</returns>
    /// <remarks>STS needs no right. A network that leads to SQS only, or a queue service that is not AWS, is no reason not to work.</remarks>
    public static async Task<string?> ReadAsync()
    {
        try
        {
            using var sts = new AmazonSecurityTokenServiceClient(new AmazonSecurityTokenServiceConfig { Timeout = TimeSpan.FromSeconds(2), MaxErrorRetry = 1 });
            return (await sts.GetCallerIdentityAsync(new())).Arn;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException or OperationCanceledException)
        {
            return null;
        }
    }
}
