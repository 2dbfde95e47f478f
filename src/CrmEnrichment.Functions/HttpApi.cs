using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using CrmEnrichment.Web;

namespace CrmEnrichment.Functions;

/// <summary>Payload format 2.0 of API Gateway, in and out.</summary>
internal static class HttpApi
{
    public static ApiRequest Read(APIGatewayHttpApiV2ProxyRequest request) => new(
        request.RequestContext?.Http?.Method?.ToUpperInvariant() ?? "",
        request.RawPath ?? "",
        request.RawQueryString ?? "",
        new Dictionary<string, string>(request.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase),
        Body(request),
        request.RequestContext?.Authorizer?.IAM is { } iam ? iam.UserARN ?? "" : null);

    public static APIGatewayHttpApiV2ProxyResponse Write(ApiAnswer answer) => new()
    {
        StatusCode = answer.Status,
        Headers = new Dictionary<string, string>(answer.Headers, StringComparer.Ordinal) { ["content-type"] = answer.ContentType },
        Body = answer.Body,
    };

    /// <summary>What is no text to API Gateway, a form among it, comes in Base64.</summary>
    private static string Body(APIGatewayHttpApiV2ProxyRequest request) => request is { IsBase64Encoded: true, Body: { } body }
        ? Encoding.UTF8.GetString(Convert.FromBase64String(body))
        : request.Body ?? "";
}
