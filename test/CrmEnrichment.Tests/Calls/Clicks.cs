using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Vicidial;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Calls;

/// <summary>Click-to-call over a real socket, with the real executable behind it and the pretend VICIdial behind that. Each test has agents of its own.</summary>
public sealed class Clicks : IAsyncLifetime
{
    public const int PerAgentPerMinute = 8;

    private readonly HttpClient _http = new();

    public EmbeddedCloud Cloud { get; private set; } = null!;

    public PretendVicidial Vicidial => Cloud.Vicidial;

    public async ValueTask InitializeAsync() => Cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
    {
        Environment = Patience.With([("Http__BackOffBaseMs", "1")]),
        VicidialApi = new Dictionary<string, string>(StringComparer.Ordinal) { ["TimeoutMs"] = "10000" },
        Calls = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PerAgentPerMinute"] = $"{PerAgentPerMinute}",
            ["ConfirmMs"] = "1000",
            ["Dispositions__0"] = "SALE",
            ["Dispositions__1"] = "CALLBK",
        },
        Timeout = TimeSpan.FromSeconds(60),
    });

    /// <summary>An agent who is logged in, paused, and has no customer.</summary>
    public PretendAgent Agent(string user) => Vicidial.Agents[user] = new PretendAgent(user);

    /// <summary>An agent with a customer on the line.</summary>
    public PretendAgent Talking(string user)
    {
        var lead = Vicidial.Find("502")!;
        return Vicidial.Agents[user] = new PretendAgent(user) { Status = "INCALL", LeadId = lead.Id, CallId = "V1120065900000000502", UniqueId = "1795175940.502" };
    }

    /// <param name="path">After <c>/calls</c>.</param>
    public async Task<(int Status, JsonElement Body)> PostAsync(string path, string json = "", string? key = CallKeys.Key)
    {
        using var response = await SendAsync(HttpMethod.Post, path, json, key);
        return ((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string json, string? key)
    {
        using var request = new HttpRequestMessage(method, new Uri(Cloud.Http.Url, $"/calls{path}"));
        request.Headers.TryAddWithoutValidation("x-api-key", key is null ? [] : [key]);
        if (json.Length > 0)
        {
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>What VICIdial was asked for this agent.</summary>
    public IReadOnlyList<RecordedRequest> Asked(string agent) =>
        [.. Vicidial.Requests.All.Where(request => request.Body.Contains($"&agent_user={agent}", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        var unexpected = Cloud.UnexpectedRequests;
        await Cloud.DisposeAsync();
        unexpected.ShouldBeEmpty();
    }
}
