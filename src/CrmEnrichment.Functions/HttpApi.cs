using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using CrmEnrichment.Web;

namespace CrmEnrichment.Functions;

/// <summary>Payload format 2.0 of API Gateway, in and out.</summary>
internal static class HttpApi
{
    public static ApiRequest Read(APIGatewayHttpApiV2ProxyRequest request) => new(
        request.RequestContext?.Http?.Method?.ToUpperInvariant() ?? "",
        Path(request),
        request.RawQueryString ?? "",
        new Dictionary<string, string>(request.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase),
        Body(request),
        request.RequestContext?.Authorizer?.IAM is { } iam ? iam.UserARN ?? "" : null)
    {
        FrontRequestId = request.RequestContext?.RequestId,
        SourceAddress = request.RequestContext?.Http?.SourceIp,
    };

    public static APIGatewayHttpApiV2ProxyResponse Write(ApiAnswer answer) => new()
    {
        StatusCode = answer.Status,
        Headers = new Dictionary<string, string>(answer.Headers, StringComparer.Ordinal) { ["content-type"] = answer.ContentType },
        Body = answer.Body,
    };

    /// <summary>A named stage stands before the route, as <c>prod</c> in <c>/prod/customers</c>; not so <c>$default</c>, nor behind a domain of one's own.</summary>
    private static string Path(APIGatewayHttpApiV2ProxyRequest request) =>
        request.RawPath is { } path && request.RequestContext?.Stage is { Length: > 0 } stage && path.StartsWith($"/{stage}/", StringComparison.Ordinal)
            ? path[$"/{stage}".Length..]
            : request.RawPath ?? "";

    /// <summary>What is no text to API Gateway, a form among it, comes in Base64.</summary>
    private static string Body(APIGatewayHttpApiV2ProxyRequest request) => request is { IsBase64Encoded: true, Body: { } body }
        ? Encoding.UTF8.GetString(Convert.FromBase64String(body))
        : request.Body ?? "";
}
