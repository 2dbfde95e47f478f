using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Genesys;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

public sealed class PretendSystemsTests : IAsyncLifetime
{
    private const string Conversation = "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef";
    private const string Attributes = $"/api/v2/conversations/{Conversation}/participants/p1/attributes";

    private readonly ManualTime _time = new();
    private readonly HttpClient _http = new();
    private EmbeddedCloud? _cloud;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PretendGenesys Genesys => _cloud!.Genesys;

    public async ValueTask InitializeAsync() => _cloud = await EmbeddedCloud.StartAsync(time: _time);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cloud!.DisposeAsync();
    }

    [Fact]
    public async Task Attributes_are_taken_remembered_and_merged()
    {
        await SignInAsync();

        (await PatchAsync(Attributes, """{"attributes":{"crm.a":"1"}}""")).ShouldBe(HttpStatusCode.Accepted);
        (await PatchAsync(Attributes, """{"attributes":{"crm.b":"2"}}""")).ShouldBe(HttpStatusCode.Accepted);

        Genesys.Conversations[Conversation].AttributesOf("p1").ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["crm.a"] = "1", ["crm.b"] = "2" });
        _cloud!.UnexpectedRequests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"attributes":{"crm.a":1}}""")]
    [InlineData("""{"attributes":{}}""")]
    [InlineData("""{"attributes":{"a":"1"},"more":1}""")]
    [InlineData("no json")]
    public async Task Attributes_of_another_shape_are_refused(string body)
    {
        await SignInAsync();

        (await PatchAsync(Attributes, body)).ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>The ids of the recorded call.</summary>
    [Theory]
    [InlineData("routing/wrapupcodes/51a20005-4a1b-4c2d-8e3f-09dd323e9aab", "Payment promised", null)]
    [InlineData("routing/queues/51a20001-4a1b-4c2d-8e3f-09dd323e1eef", "Billing", null)]
    [InlineData("users/51a20002-4a1b-4c2d-8e3f-09dd323e3dde", "Alex Agent", "alex.agent@example.org")]
    public async Task Ids_of_the_samples_have_names_until_they_are_forgotten(string path, string name, string? email)
    {
        await SignInAsync();
        var address = new Uri(Genesys.Url, $"/api/v2/{path}");

        var found = await _http.GetFromJsonAsync<JsonObject>(address, Cancel);
        (found!["id"]!.GetValue<string>(), found["name"]!.GetValue<string>(), found["email"]?.GetValue<string>()).ShouldBe((path.Split('/')[^1], name, email));

        Genesys.Names.Forget(path);
        (await _http.GetAsync(address, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _cloud!.UnexpectedRequests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_is_refused_when_it_is_wrong_revoked_or_expired()
    {
        (await PatchAsync(Attributes, """{"attributes":{"a":"1"}}""")).ShouldBe(HttpStatusCode.Unauthorized);
        await SignInAsync();
        Genesys.RevokeTokens();
        (await PatchAsync(Attributes, """{"attributes":{"a":"1"}}""")).ShouldBe(HttpStatusCode.Unauthorized);
        await SignInAsync();
        _time.Advance(Genesys.TokenLife);
        (await PatchAsync(Attributes, """{"attributes":{"a":"1"}}""")).ShouldBe(HttpStatusCode.Unauthorized);

        Genesys.TokensIssued.ShouldBe(2);
    }

    [Fact]
    public async Task A_rotated_client_is_refused_until_it_uses_the_new_secret()
    {
        _cloud!.RotateGenesysClient("new-client", "new-secret");

        (await TryToSignInAsync("local-client", "local-secret")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await TryToSignInAsync("new-client", "new-secret")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_rate_limit_counts_per_token_and_minute()
    {
        Genesys.RateLimit = 2;
        await SignInAsync();
        await PatchAsync(Attributes, """{"attributes":{"a":"1"}}""");
        await PatchAsync(Attributes, """{"attributes":{"a":"1"}}""");

        using (var limited = await _http.GetAsync(new Uri(Genesys.Url, $"/api/v2/conversations/{Conversation}"), Cancel))
        {
            limited.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            limited.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
            limited.Headers.GetValues("inin-ratelimit-count").ShouldBe(["3"]);
            limited.Headers.GetValues("inin-ratelimit-allowed").ShouldBe(["2"]);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        (await PatchAsync(Attributes, """{"attributes":{"a":"1"}}""")).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_conversation_has_the_participants_of_its_events_until_it_is_forgotten()
    {
        await SignInAsync();
        Genesys.Conversations.Learn(JsonNode.Parse(SampleEvents.Text("01")));
        Genesys.Conversations.Learn(JsonNode.Parse(SampleEvents.Text("17")));

        var read = await _http.GetFromJsonAsync<JsonObject>(new Uri(Genesys.Url, $"/api/v2/conversations/{Conversation}"), Cancel);
        read!["participants"]!.AsArray().Select(p => p!["purpose"]!.ToString()).ShouldBe(["customer", "agent"]);

        Genesys.Conversations.Forget(Conversation);
        (await PatchAsync(Attributes, """{"attributes":{"a":"1"}}""")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_tutorials_context_is_taken_with_its_types()
    {
        await SignInAsync();

        (await PatchAsync("/api/v2/interactions/i1", """{"context":{"lifetimeValue":14250.75}}""")).ShouldBe(HttpStatusCode.OK);

        Genesys.Conversations["i1"].Context["lifetimeValue"]!.GetValue<decimal>().ShouldBe(14250.75m);
    }

    [Fact]
    public async Task The_crm_finds_by_id_and_by_number_behind_its_key()
    {
        var byPhone = new Uri(_cloud!.Crm.Url, "/customers?phone=%2B13175550142");
        (await _http.GetAsync(byPhone, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _cloud.Crm.ApiKey);

        (await _http.GetFromJsonAsync<JsonArray>(byPhone, Cancel))!.ShouldHaveSingleItem()!["crmAccountId"]!.ToString().ShouldBe("ACCT-99281");
        (await _http.GetFromJsonAsync<JsonObject>(new Uri(_cloud.Crm.Url, "/customers/CUST-10042"), Cancel))!["loyaltyTier"]!.ToString().ShouldBe("Platinum");
        (await _http.GetAsync(new Uri(_cloud.Crm.Url, "/customers/nobody"), Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _http.GetFromJsonAsync<JsonArray>(new Uri(_cloud.Crm.Url, "/customers?phone=%2B1999"), Cancel))!.ShouldBeEmpty();
    }

    /// <summary>A journal entry and an outcome change the same record at the same time.</summary>
    [Fact]
    public async Task Changes_of_the_same_customer_at_once_are_all_kept()
    {
        var url = new Uri(_cloud!.Crm.Url, $"customers/{SampleCustomers.Platinum.Id}");
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel }, async (i, ct) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, url) { Content = JsonContent.Create(new JsonObject { [$"member_{i}"] = i }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _cloud.Crm.ApiKey);
            using var response = await _http.SendAsync(request, ct);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        });

        var kept = _cloud.Crm.Find(SampleCustomers.Platinum.Id)!;
        Enumerable.Range(0, 200).Where(i => kept[$"member_{i}"] is null).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nobody_knows_is_recorded_as_unexpected()
    {
        (await _http.GetAsync(new Uri(_cloud!.Crm.Url, "/accounts"), Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotImplemented);

        _cloud.UnexpectedRequests.ShouldHaveSingleItem().Path.ShouldBe("/accounts");
    }

    private async Task SignInAsync()
    {
        using var response = await TryToSignInAsync("local-client", "local-secret");
        var token = await response.Content.ReadFromJsonAsync<JsonObject>(Cancel);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token!["access_token"]!.ToString());
    }

    private async Task<HttpResponseMessage> TryToSignInAsync(string id, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Genesys.Url, "/oauth/token"))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        return await _http.SendAsync(request, Cancel);
    }

    private async Task<HttpStatusCode> PatchAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PatchAsync(new Uri(Genesys.Url, path), content, Cancel);
        return response.StatusCode;
    }
}
