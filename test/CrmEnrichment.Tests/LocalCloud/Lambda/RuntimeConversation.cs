using System.Net;
using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Tests.LocalCloud.Lambda;

/// <summary>The runtime's side of the Runtime API.</summary>
internal sealed class RuntimeConversation(Launch launch) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri($"http://{launch.Environment["AWS_LAMBDA_RUNTIME_API"]}/2018-06-01/runtime/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public IReadOnlyDictionary<string, string> Environment => launch.Environment;

    public void Print(string line) => launch.Log(line);

    public async Task<TakenInvocation> NextAsync()
    {
        using var next = await _http.GetAsync("invocation/next");
        var headers = next.Headers.ToDictionary(h => h.Key, h => h.Value.Single(), StringComparer.OrdinalIgnoreCase);
        return new TakenInvocation(headers["Lambda-Runtime-Aws-Request-Id"], await next.Content.ReadAsStringAsync(), headers);
    }

    public Task<HttpStatusCode> RespondAsync(string requestId, string json) => PostAsync($"invocation/{requestId}/response", json);

    public Task<HttpStatusCode> FailAsync(string requestId, string type) =>
        PostAsync($"invocation/{requestId}/error", $$"""{"errorType":"{{type}}","errorMessage":"played"}""");

    public Task<HttpStatusCode> FailInitAsync(string type) =>
        PostAsync("init/error", $$"""{"errorType":"{{type}}","errorMessage":"played"}""");

    public async Task<HttpStatusCode> RestoreAsync()
    {
        using var restored = await _http.GetAsync("restore/next");
        return restored.StatusCode;
    }

    public Task<HttpStatusCode> FailRestoreAsync(string type) =>
        PostAsync("restore/error", $$"""{"errorType":"{{type}}","errorMessage":"played"}""");

    public void Dispose() => _http.Dispose();

    private async Task<HttpStatusCode> PostAsync(string path, string json)
    {
        using var content = new StringContent(json);
        using var response = await _http.PostAsync(path, content);
        return response.StatusCode;
    }
}
