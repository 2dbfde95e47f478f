using System.Globalization;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Http;

/// <summary>Payload format 2.0, as API Gateway makes it of a request.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html"/></remarks>
internal static class HttpPayload
{
    public static JsonObject Of(HttpRequest http, RecordedRequest request, string? principal, DateTimeOffset now)
    {
        var query = request.Query.TrimStart('?');
        var context = new JsonObject
        {
            ["accountId"] = Account.Id,
            ["apiId"] = "local",
            ["domainName"] = http.Host.Host,
            ["http"] = new JsonObject
            {
                ["method"] = request.Method,
                ["path"] = request.Path,
                ["protocol"] = http.Protocol,
                ["sourceIp"] = http.HttpContext.Connection.RemoteIpAddress?.ToString(),
                ["userAgent"] = request.Headers.GetValueOrDefault("User-Agent") ?? "",
            },
            ["requestId"] = Guid.NewGuid().ToString(),
            ["routeKey"] = $"ANY {request.Path}",
            ["stage"] = "$default",
            ["time"] = now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
            ["timeEpoch"] = now.ToUnixTimeMilliseconds(),
        };
        if (principal is not null)
        {
            context["authorizer"] = new JsonObject { ["iam"] = new JsonObject { ["accountId"] = Account.Id, ["userArn"] = principal } };
        }

        var payload = new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = $"ANY {request.Path}",
            ["rawPath"] = request.Path,
            ["rawQueryString"] = query,
            ["headers"] = new JsonObject(request.Headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), (JsonNode?)header.Value))),
            ["requestContext"] = context,
            ["isBase64Encoded"] = false,
        };
        if (request.Content.Length > 0)
        {
            var isText = IsText(http.ContentType);
            payload["body"] = isText ? request.Body : Convert.ToBase64String(request.Content.Span);
            payload["isBase64Encoded"] = !isText;
        }

        return payload;
    }

    /// <summary>Forms are none of them: they travel in Base64.</summary>
    private static bool IsText(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() is { } type
        && (type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/xml" or "application/javascript");
}
