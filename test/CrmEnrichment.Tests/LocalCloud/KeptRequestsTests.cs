using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>A cloud that runs for long keeps the last requests, not all.</summary>
public sealed class KeptRequestsTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private EmbeddedCloud? _cloud;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private EmbeddedCloud Cloud => _cloud!;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions { KeptRequests = 2 });
        await Cloud.AddEveryKindAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Cloud.DisposeAsync();
    }

    [Fact]
    public async Task Each_system_keeps_its_last_requests()
    {
        (Uri Url, RequestLog Requests)[] systems =
        [
            (Cloud.AwsUrl, Cloud.AwsRequests), (Cloud.Genesys.Url, Cloud.Genesys.Requests), (Cloud.Crm.Url, Cloud.Crm.Requests), (Cloud.Http.Url, Cloud.Http.Requests),
            .. Cloud.Sources.Select(source => (source.Source.Url, source.Source.Requests)),
        ];
        foreach (var (url, log) in systems)
        {
            await AskAsync(url, "first", "second", "third");
            log.All.Select(request => request.Path).ShouldBe(["/second", "/third"]);
        }
    }

    [Fact]
    public async Task The_http_api_keeps_its_last_access_log_lines()
    {
        await AskAsync(Cloud.Http.Url, "first", "second", "third");
        Cloud.Http.AccessLog.Select(line => JsonNode.Parse(line)!["path"]!.GetValue<string>()).ShouldBe(["/second", "/third"]);
    }

    [Fact]
    public async Task Genesys_keeps_the_last_conversations()
    {
        using var login = new HttpRequestMessage(HttpMethod.Post, new Uri(Cloud.Genesys.Url, "oauth/token"));
        login.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Cloud.Genesys.Client.Id}:{Cloud.Genesys.Client.Secret}")));
        login.Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        using var granted = await _http.SendAsync(login, Cancel);
        var token = await granted.Content.ReadFromJsonAsync<JsonObject>(Cancel);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token!["access_token"]!.GetValue<string>());
        foreach (var id in new[] { "first", "second", "third" })
        {
            using var written = await _http.PatchAsJsonAsync(new Uri(Cloud.Genesys.Url, $"api/v2/interactions/{id}"), new JsonObject { ["context"] = new JsonObject { ["a"] = id } }, Cancel);
            written.IsSuccessStatusCode.ShouldBeTrue();
        }

        var known = new List<bool>();
        foreach (var id in new[] { "first", "second", "third" })
        {
            using var answer = await _http.GetAsync(new Uri(Cloud.Genesys.Url, $"api/v2/conversations/{id}"), Cancel);
            known.Add(answer.IsSuccessStatusCode);
        }

        known.ShouldBe([false, true, true]);
    }

    private async Task AskAsync(Uri url, params IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            using var answer = await _http.GetAsync(new Uri(url, path), Cancel);
            answer.IsSuccessStatusCode.ShouldBeFalse();
        }
    }
}
