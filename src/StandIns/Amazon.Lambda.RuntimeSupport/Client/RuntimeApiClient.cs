using System.Net.Http.Headers;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The Runtime API, version 2018-06-01.</summary>
internal sealed class RuntimeApiClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue ErrorJson = new("application/vnd.aws.lambda.error+json");
    private readonly HttpClient _http;
    private readonly ILambdaSerializer? _serializer;

    public RuntimeApiClient(LambdaBootstrapOptions options, ILambdaSerializer? serializer)
    {
        var endpoint = options.RuntimeApiEndpoint ?? Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")
            ?? throw new InvalidOperationException("The environment variable AWS_LAMBDA_RUNTIME_API is not set: run this program in Lambda or in the local cloud.");
        _serializer = serializer;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri($"http://{endpoint}/2018-06-01/runtime/"),

            // invocation/next answers when there is an event, be it hours from now.
            Timeout = TimeSpan.FromHours(12),
            DefaultRequestHeaders = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } },
        };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"aws-lambda-dotnet/{Environment.Version}-2.1.2");
    }

    public async Task<InvocationRequest> GetNextInvocationAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync("invocation/next", cancellationToken);
        response.EnsureSuccessStatusCode();
        var context = new LambdaContext(response.Headers, _serializer, TimeProvider.System);

        // The AWS SDK's tracing reads it from there.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", context.TraceId);
        return new InvocationRequest(new MemoryStream(await response.Content.ReadAsByteArrayAsync(cancellationToken)), context);
    }

    public async Task SendResponseAsync(string awsRequestId, Stream output, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(output) { Headers = { ContentType = Json } };
        using var response = await _http.PostAsync($"invocation/{awsRequestId}/response", content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public Task ReportInvocationErrorAsync(string awsRequestId, Exception exception, CancellationToken cancellationToken) =>
        ReportAsync($"invocation/{awsRequestId}/error", exception, exception.GetType().Name, cancellationToken);

    public Task ReportInitializationErrorAsync(Exception exception, string errorType, CancellationToken cancellationToken) =>
        ReportAsync("init/error", exception, errorType, cancellationToken);

    public Task ReportRestoreErrorAsync(Exception exception, string errorType, CancellationToken cancellationToken) =>
        ReportAsync("restore/error", exception, errorType, cancellationToken);

    public async Task RestoreNextAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync("restore/next", cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private async Task ReportAsync(string path, Exception exception, string errorType, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(LambdaJsonExceptionWriter.WriteJson(exception)) { Headers = { ContentType = ErrorJson } };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        using var response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
