using System.Globalization;
using System.Net.Http.Headers;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>One invocation, out of the headers of invocation/next and the environment that Lambda sets.</summary>
internal sealed class LambdaContext : ILambdaContext
{
    private readonly DateTimeOffset _deadline;
    private readonly TimeProvider _time;

    public LambdaContext(HttpResponseHeaders headers, ILambdaSerializer? serializer, TimeProvider time)
    {
        AwsRequestId = Header(headers, "Lambda-Runtime-Aws-Request-Id")
            ?? throw new InvalidOperationException("invocation/next answered without the header Lambda-Runtime-Aws-Request-Id.");
        InvokedFunctionArn = Header(headers, "Lambda-Runtime-Invoked-Function-Arn")!;
        TraceId = Header(headers, "Lambda-Runtime-Trace-Id")!;
        TenantId = Header(headers, "Lambda-Runtime-Aws-Tenant-Id")!;
        _ = long.TryParse(Header(headers, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture, out var milliseconds);
        _deadline = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        _time = time;
        Serializer = serializer;
        Logger = new LambdaConsoleLogger(AwsRequestId, time);
    }

    public string AwsRequestId { get; }

    public IClientContext? ClientContext => null;

    public string FunctionName => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME")!;

    public string FunctionVersion => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_VERSION")!;

    public ICognitoIdentity? Identity => null;

    public string InvokedFunctionArn { get; }

    public ILambdaLogger Logger { get; }

    public string LogGroupName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_GROUP_NAME")!;

    public string LogStreamName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME")!;

    public int MemoryLimitInMB =>
        int.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture, out var megabytes) ? megabytes : 0;

    public TimeSpan RemainingTime => _deadline - _time.GetUtcNow();

    public string TenantId { get; }

    public string TraceId { get; }

    public ILambdaSerializer? Serializer { get; }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
