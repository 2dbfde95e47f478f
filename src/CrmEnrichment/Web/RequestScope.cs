using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web;

internal static class RequestScope
{
    /// <summary>Every line that is logged about a request has its two ids: the invocation's, and the one in the front's access log.</summary>
    public static IDisposable? BeginRequest(this ILogger log, ApiRequest request) => log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["requestId"] = request.RequestId,
        ["apiRequestId"] = request.FrontRequestId,
    });
}
