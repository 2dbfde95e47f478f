using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Aws;

/// <summary>
/// The JSON protocols of SQS, Secrets Manager and DynamoDB on one address: X-Amz-Target says which service is meant. And one call of STS.
/// Signatures are not checked; the clients sign with whatever keys they were given.
/// </summary>
internal sealed class AwsEndpoint(IReadOnlyList<IAwsService> services)
{
    public async Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        var response = context.Response;
        response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        if (CallerIdentity.IsAskedBy(request))
        {
            response.ContentType = CallerIdentity.ContentType;
            await response.WriteAsync(CallerIdentity.Answer, context.RequestAborted);
            return;
        }

        var (target, operation) = Split(request.Operation);
        var service = services.FirstOrDefault(s => string.Equals(s.Target, target, StringComparison.Ordinal));
        try
        {
            if (service is null || !HttpMethods.IsPost(context.Request.Method))
            {
                throw Unknown($"Nobody here answers {request.Method} {request.Path} with X-Amz-Target '{request.Operation}'.");
            }

            var call = new AwsCall(operation, AwsCall.Parse(request.Content), new Uri($"{context.Request.Scheme}://{context.Request.Host}/"));
            var result = await service.CallAsync(call, context.RequestAborted);
            await WriteAsync(response, service, result, context.RequestAborted);
        }
        catch (AwsException error)
        {
            request.Unexpected = error.Type is UnknownOperation;
            response.StatusCode = error.Status;
            if (error.QueryCode is not null && request.Headers.GetValueOrDefault("x-amzn-query-mode") is "true")
            {
                response.Headers["x-amzn-query-error"] = $"{error.QueryCode};Sender";
            }

            var body = new JsonObject { ["__type"] = error.Type, ["message"] = error.Message };
            foreach (var (name, value) in error.Details)
            {
                body[name] = value?.DeepClone();
            }

            await WriteAsync(response, service, body, context.RequestAborted);
        }
    }

    /// <summary>What a service throws for an operation that the local cloud does not have.</summary>
    public static AwsException Unknown(string what) => new(UnknownOperation, what) { Status = 501 };

    private const string UnknownOperation = "UnknownOperationException";

    private static (string Target, string Operation) Split(string? target) =>
        target?.LastIndexOf('.') is > 0 and var dot ? (target[..dot], target[(dot + 1)..]) : ("", "");

    private static Task WriteAsync(HttpResponse response, IAwsService? service, JsonObject body, CancellationToken ct)
    {
        response.ContentType = service?.ContentType ?? "application/x-amz-json-1.0";
        return response.WriteAsync(body.ToJsonString(), ct);
    }
}
