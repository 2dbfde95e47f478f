using System.Text;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>Calls AWS's JSON protocol without an SDK between, so that the wire itself is what is tested.</summary>
internal sealed class AwsCaller(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint };

    public async Task<AwsAnswer> CallAsync(string target, string json, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.0") };
        request.Headers.Add("X-Amz-Target", target);
        request.Headers.Add("x-amzn-query-mode", "true");
        using var response = await _http.SendAsync(request, ct);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))!.AsObject();
        var queryError = response.Headers.TryGetValues("x-amzn-query-error", out var values) ? values.Single() : null;
        return new AwsAnswer((int)response.StatusCode, body, queryError);
    }

    public void Dispose() => _http.Dispose();
}
