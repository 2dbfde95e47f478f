using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace CrmEnrichment.StandIns.AwsJson;

/// <summary>Finds out what an error answer means: from its body, its headers, or, where a proxy answered, its status alone.</summary>
internal static class AwsJsonErrorReader
{
    public static (string? Shape, AwsJsonError Error) Read(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var (type, message) = ReadBody(context.GetResponseBodyBytes());
        var shape = ShapeName(type ?? Header(context, "x-amzn-ErrorType"));
        var (code, errorType) = ReadQueryError(Header(context, HeaderKeys.XAmzQueryError));
        message ??= context.ResponseBody is { Length: > 0 } body
            ? "The service returned an error with HTTP Body: " + body
            : "The service returned an error. See inner exception for details.";
        return (shape, new AwsJsonError(
            message, innerException, errorType, code ?? shape ?? statusCode.ToString(), Header(context, HeaderKeys.RequestIdHeader) ?? string.Empty, statusCode));
    }

    private static (string? Type, string? Message) ReadBody(byte[] body)
    {
        string? type = null, message = null;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return default;
            }

            foreach (var member in json.RootElement.EnumerateObject())
            {
                switch (member.Name)
                {
                    case "__type":
                        type = member.Value.ToString();
                        break;
                    case "code" or "Code":
                        type ??= member.Value.ToString();
                        break;
                    case "message" or "Message":
                        message = member.Value.ToString();
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // A proxy or a load balancer answers in HTML.
        }

        return (type, message);
    }

    /// <summary><c>com.amazonaws.sqs#QueueDoesNotExist</c> and <c>QueueDoesNotExist:http://…</c> are both QueueDoesNotExist.</summary>
    private static string? ShapeName(string? type) => type?[(type.LastIndexOf('#') + 1)..].Split(':')[0];

    /// <summary><c>AWS.SimpleQueueService.NonExistentQueue;Sender</c>: the code of the time before JSON, and whose fault it is.</summary>
    private static (string? Code, ErrorType Type) ReadQueryError(string? header) =>
        header?.Split(';') is [var code, var fault] && Enum.TryParse<ErrorType>(fault, out var type) ? (code, type) : (null, ErrorType.Unknown);

    private static string? Header(JsonUnmarshallerContext context, string name) =>
        context.ResponseData.GetHeaderValue(name) is { Length: > 0 } value ? value : null;
}
