using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Lambda;

/// <summary>Lambda's Invoke API, so that `aws lambda invoke --endpoint-url …` works; and its list of functions with their settings.</summary>
internal sealed class InvokeApi(Functions functions)
{
    public async Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        switch (request.Method, request.Path.Split('/'))
        {
            case ("GET", ["", "2015-03-31", "functions"] or ["", "2015-03-31", "functions", ""]):
                await WriteAsync(context, new JsonObject { ["Functions"] = new JsonArray([.. functions.Definitions.Select(FunctionConfiguration.Of)]) });
                break;
            case ("GET", ["", "2015-03-31", "functions", var name, "configuration"]) when Find(name) is { } function:
                await WriteAsync(context, FunctionConfiguration.Of(function.Definition));
                break;
            case ("POST", ["", "2015-03-31", "functions", var name, "invocations"]) when Find(name) is { } function:
                await InvokeAsync(context, function, request);
                break;
            case (_, ["", "2015-03-31", "functions", var name, "configuration" or "invocations"]):
                await RefuseAsync(context, 404, "ResourceNotFoundException", $"Function not found: {name}");
                break;
            default:
                request.Unexpected = true;
                await RefuseAsync(context, 501, "UnknownOperationException", $"The local cloud's Lambda does not have {request.Method} {request.Path}");
                break;
        }
    }

    private Function? Find(string name) => functions.Find(Uri.UnescapeDataString(name));

    private static async Task InvokeAsync(HttpContext context, Function function, RecordedRequest request)
    {
        if (request.Content.Length > RuntimeApi.PayloadLimit)
        {
            await RefuseAsync(context, 413, "RequestTooLargeException", $"Request must be smaller than {RuntimeApi.PayloadLimit} bytes for the InvokeFunction operation");
        }
        else if (request.Content.Length > 0 && !IsJson(request.Content))
        {
            await RefuseAsync(context, 400, "InvalidRequestContentException", "Could not parse request body into json");
        }
        else
        {
            await InvokeAsync(context, function, request.Content.Length == 0 ? "{}"u8.ToArray() : request.Content, request.Headers);
        }
    }

    private static async Task InvokeAsync(
        HttpContext context, Function function, ReadOnlyMemory<byte> payload, IReadOnlyDictionary<string, string> headers)
    {
        var response = context.Response;
        switch (headers.GetValueOrDefault("X-Amz-Invocation-Type") ?? "RequestResponse")
        {
            case "DryRun":
                response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "Event" when payload.Length > RuntimeApi.EventLimit:
                await RefuseAsync(
                    context, 413, "RequestTooLargeException", $"{payload.Length} byte payload is too large for the Event invocation type (limit {RuntimeApi.EventLimit} bytes)");
                break;
            case "Event":
                response.Headers["x-amzn-RequestId"] = function.Accept(payload);
                response.StatusCode = StatusCodes.Status202Accepted;
                break;
            case "RequestResponse":
                var result = await function.InvokeAsync(payload, context.RequestAborted);
                response.Headers["x-amzn-RequestId"] = result.RequestId;
                response.Headers["X-Amz-Executed-Version"] = result.Version;
                if (result.FunctionError is not null)
                {
                    response.Headers["X-Amz-Function-Error"] = result.FunctionError;
                }

                if (headers.GetValueOrDefault("X-Amz-Log-Type") is "Tail")
                {
                    response.Headers["X-Amz-Log-Result"] = Tail(result.Log);
                }

                response.ContentType = "application/json";
                await response.Body.WriteAsync(result.Payload, context.RequestAborted);
                break;
            case var other:
                await RefuseAsync(context, 400, "InvalidParameterValueException", $"There is no invocation type {other}");
                break;
        }
    }

    /// <summary>The last 4 KB, as Lambda does.</summary>
    private static string Tail(InvocationLog log)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', log.Lines));
        return Convert.ToBase64String(bytes.AsSpan(Math.Max(0, bytes.Length - 4096)));
    }

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var parsed = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string type, string message)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-amzn-ErrorType"] = type;
        return WriteAsync(context, new JsonObject { ["Type"] = "User", ["Message"] = message });
    }
}
