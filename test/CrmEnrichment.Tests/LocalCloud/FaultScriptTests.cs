using System.Net;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

public sealed class FaultScriptTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private EmbeddedCloud? _cloud;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FaultScript Faults => _cloud!.Crm.Faults;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync();
        _http.DefaultRequestHeaders.Add("Authorization", $"Bearer {_cloud.Crm.ApiKey}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cloud!.DisposeAsync();
    }

    [Fact]
    public async Task The_next_matching_requests_fail_and_those_after_succeed()
    {
        Faults.Next(2, Request.To(HttpMethod.Get, "/customers/"), Fault.Answer(429, """{"error":"slow down"}""", ("Retry-After", "7")));

        using var first = await AskAsync();
        first.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        first.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await AskAsync()).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await AskAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
        _cloud!.Crm.Requests.All.Select(r => r.Status).ShouldBe([429, 429, 200]);
    }

    [Fact]
    public async Task Always_lasts_until_it_is_cleared()
    {
        Faults.Always(Request.Any, Fault.Answer(503));
        (await AskAsync()).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await AskAsync()).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        Faults.Clear();

        (await AskAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_hung_request_can_be_seen_before_it_is_released()
    {
        var released = new TaskCompletionSource();
        Faults.Next(Request.Any, Fault.HangUntil(released.Task));

        var asking = AskAsync();
        var hung = await _cloud!.Crm.Requests.ArrivalOfAsync(Request.Any, Cancel);
        hung.Status.ShouldBeNull();
        released.SetResult();

        (await asking).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_reset_connection_gives_no_answer_and_is_recorded_so()
    {
        Faults.Next(Request.Any, Fault.ConnectionReset);

        await Should.ThrowAsync<HttpRequestException>(AskAsync);

        (await _cloud!.Crm.Requests.CompletionOfAsync(Request.Any, Cancel)).Status.ShouldBeNull();
    }

    [Fact]
    public async Task Half_a_body_ends_in_the_middle()
    {
        Faults.Next(Request.Any, Fault.HalfABody);

        await Should.ThrowAsync<HttpRequestException>(AskAsync);
    }

    [Fact]
    public async Task A_garbage_body_is_no_json()
    {
        Faults.Next(Request.Any, Fault.GarbageBody);

        using var answer = await AskAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        Should.Throw<JsonException>(() => JsonElement.Parse(body));
    }

    private Task<HttpResponseMessage> AskAsync() => _http.GetAsync(new Uri(_cloud!.Crm.Url, "/customers/CUST-10042"), Cancel);
}
