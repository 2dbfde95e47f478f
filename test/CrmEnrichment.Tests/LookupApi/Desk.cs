using System.Net.Http.Headers;
using System.Text.Json;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>The look-up API over a real socket, with the real executable behind it.</summary>
public sealed class Desk : IAsyncDisposable
{
    /// <summary>A cold process reads its secrets over a busy machine's loopback; the budget is what a test of its own is about.</summary>
    private const string Patient = "5000";

    private readonly HttpClient _http = new();

    private Desk(EmbeddedCloud cloud) => Cloud = cloud;

    public EmbeddedCloud Cloud { get; }

    public static async Task<Desk> StartAsync(params (string Name, string Value)[] environment)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Lookup__BudgetMs"] = Patient,
            ["Http__BackOffBaseMs"] = "1",
            ["Crm__Sources__0__Fields__name"] = "name",
            ["Crm__Sources__0__Fields__email"] = "email",
            ["Crm__Sources__0__Fields__accountStatus"] = "accountStatus",
            ["Crm__Sources__0__Fields__vip"] = "vip",
            ["Crm__Sources__0__Fields__ownerId"] = "ownerId",
            ["Crm__Sources__0__Fields__lastPurchaseDate"] = "lastPurchaseDate",
            ["Crm__Sources__0__Fields__loyaltyTier"] = "loyaltyTier",
        };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return new Desk(await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions { Environment = variables }));
    }

    /// <summary>As a flow does: with its API key.</summary>
    public Task<HttpResponseMessage> GetAsync(string pathAndQuery, string? key = LookupSecrets.StudioKey) =>
        SendAsync(HttpMethod.Get, pathAndQuery, request => request.Headers.TryAddWithoutValidation("x-api-key", key is null ? [] : [key]));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string pathAndQuery, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(method, new Uri(Cloud.Http.Url, pathAndQuery));
        change(request);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends what the CRM's webhook would.</summary>
    public Task<HttpResponseMessage> TellAsync(string body, string key = LookupSecrets.CrmKey) => SendAsync(HttpMethod.Post, "/customers/changed", request =>
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
    });

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<JsonElement> FoundAsync(string pathAndQuery, string? key = LookupSecrets.StudioKey)
    {
        var response = await GetAsync(pathAndQuery, key);
        var body = await ReadAsync(response);
        ((int)response.StatusCode).ShouldBe(200, body.ToString());
        return body;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        var unexpected = Cloud.UnexpectedRequests;
        await Cloud.DisposeAsync();
        unexpected.ShouldBeEmpty();
    }
}
