using System.Net;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

/// <summary>The rows of the house's failure table that are this room's, each with its retries and its waits.</summary>
public sealed class FailureTableTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(404)]
    public async Task The_caller_reads_success_and_not_found_itself(int status)
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers((HttpStatusCode)status, "hello");

        using var response = await room.Client().GetAsync("things", Ct);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync(Ct)).ShouldBe("hello");
        room.Upstream.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task A_failing_upstream_is_tried_four_times_with_growing_waits(int status)
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Patch, "/things").Answers((HttpStatusCode)status);

        var fault = await FaultAsync(room, HttpMethod.Patch);

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        fault.Upstream.ShouldBe("Genesys");
        fault.Message.ShouldContain($"{status}");
        fault.Message.ShouldContain("4 attempts");
        fault.NotBefore.ShouldBeNull();
        room.Upstream.Requests.Count.ShouldBe(4);
        room.WaitsMs.ShouldBe([150, 300, 600]);
        room.Count("retries").ShouldBe(3);
    }

    public static readonly TheoryData<string, Action<FakeRoute>> Breakdowns = new()
    {
        { "reset", r => r.Resets() },
        { "refused", r => r.RefusesConnections() },
        { "hang", r => r.Hangs() },
        { "half body", r => r.BreaksOffInTheBody() },
        { "hang in the body", r => r.HangsInTheBody() },
        { "endless body", r => r.NeverEnds() },
        { "long body", r => r.Answers(HttpStatusCode.OK, new string('x', (1024 * 1024) + 1)) },
    };

    [Theory]
    [MemberData(nameof(Breakdowns), DisableDiscoveryEnumeration = true)]
    public async Task A_breakdown_is_tried_four_times_with_growing_waits(string what, Action<FakeRoute> breakdown)
    {
        using var room = new HttpRoom();
        breakdown(room.Upstream.When(HttpMethod.Get, "/things"));

        var fault = await FaultAsync(room);

        fault.Fault.ShouldBe(UpstreamFault.Unavailable, what);
        room.Upstream.Requests.Count.ShouldBe(4);
        room.WaitsMs.ShouldBe([150, 300, 600]);
    }

    [Fact]
    public async Task An_upstream_that_recovers_is_not_noticed_by_the_caller()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.BadGateway).Resets().Hangs().Answers(HttpStatusCode.OK, "at last");

        (await room.Client().GetStringAsync("things", Ct)).ShouldBe("at last");

        room.WaitsMs.ShouldBe([150, 300, 600]);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_read()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.OK, new string('x', 1024 * 1024));

        (await room.Client().GetStringAsync("things", Ct)).Length.ShouldBe(1024 * 1024);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(415)]
    [InlineData(422)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_request_that_is_refused_is_not_repeated(int status)
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers((HttpStatusCode)status, "", ("Location", "https://elsewhere.test/"));

        var fault = await FaultAsync(room);

        fault.Fault.ShouldBe(UpstreamFault.Rejected);
        room.Upstream.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_status_that_the_caller_accepts_is_the_callers()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.Conflict);
        using var request = new HttpRequestMessage(HttpMethod.Get, "things");

        using var response = await room.Client().SendAsync(request.Accepts(HttpStatusCode.Conflict), Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Forbidden_names_the_right_to_grant()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.Forbidden);
        using var request = new HttpRequestMessage(HttpMethod.Get, "things");

        var byUpstream = await FaultAsync(room);
        var byRequest = await Should.ThrowAsync<UpstreamException>(() => room.Client().SendAsync(request.Needs("the scope contacts.read"), Ct));

        byUpstream.Fault.ShouldBe(UpstreamFault.Forbidden);
        byUpstream.Message.ShouldContain("Grant the permission Conversation > Communication > Edit.");
        byRequest.Message.ShouldContain("Grant the scope contacts.read.");
        room.Upstream.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Unauthorized_without_credentials_is_refused_at_once()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.Unauthorized);

        (await FaultAsync(room)).Fault.ShouldBe(UpstreamFault.AuthRefused);

        room.Upstream.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Throttling_is_waited_out_as_asked_plus_jitter()
    {
        using var room = new HttpRoom();
        var date = room.Time.GetUtcNow().AddSeconds(2.1 + 5).ToString("R");
        room.Upstream.When(HttpMethod.Get, "/things")
            .Answers(HttpStatusCode.TooManyRequests, "", ("Retry-After", "2"))
            .Answers(HttpStatusCode.TooManyRequests, "", ("Retry-After", date))
            .Answers(HttpStatusCode.TooManyRequests, "", ("Retry-After", "soon"))
            .Answers(HttpStatusCode.OK);

        using var response = await room.Client().GetAsync("things", Ct);

        // 2 s; then what is left until a date in whole seconds; then nothing sensible: the third back-off. 100 ms are jitter.
        room.WaitsMs.ShouldBe([2_100, 5_000, 600]);
        room.Count("retries").ShouldBe(3);
    }

    [Fact]
    public async Task Throttling_that_does_not_end_says_when_to_come_back()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.TooManyRequests, "", ("Retry-After", "3"));

        var fault = await FaultAsync(room);

        fault.Fault.ShouldBe(UpstreamFault.Throttled);
        fault.NotBefore.ShouldBe(room.Time.GetUtcNow().AddSeconds(3));
        room.Upstream.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_post_is_repeated_only_where_it_was_surely_not_done()
    {
        foreach (var (breakdown, tries) in new (Action<FakeRoute>, int)[]
        {
            (r => r.Hangs(), 1), (r => r.Resets(), 1), (r => r.Answers(HttpStatusCode.InternalServerError), 1),
            (r => r.RefusesConnections(), 4), (r => r.Answers(HttpStatusCode.TooManyRequests), 4),
        })
        {
            using var room = new HttpRoom();
            breakdown(room.Upstream.When(HttpMethod.Post, "/things"));
            await FaultAsync(room, HttpMethod.Post);
            room.Upstream.Requests.Count.ShouldBe(tries);
        }
    }

    [Fact]
    public async Task A_post_that_may_be_repeated_is_with_its_body()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, "/things").Resets().Answers(HttpStatusCode.OK);
        await using var once = new FakeBody(_ => new(0));
        using var request = new HttpRequestMessage(HttpMethod.Post, "things") { Content = new StreamContent(once) };

        using var response = await room.Client().SendAsync(request.MayRepeat(), Ct);

        room.Upstream.Requests.Select(r => r.Body).ShouldBe(["{", "{"]);
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_fault()
    {
        using var room = new HttpRoom();
        using var caller = new CancellationTokenSource();
        room.Upstream.When(HttpMethod.Get, "/things").AnswersWhen(new TaskCompletionSource().Task, HttpStatusCode.OK);

        var call = room.Client().GetAsync("things", caller.Token);
        await caller.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(() => call)).CancellationToken.ShouldBe(caller.Token);
        room.Upstream.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_bug_below_is_not_dressed_up()
    {
        using var room = new HttpRoom(new Broken());

        await Should.ThrowAsync<InvalidOperationException>(() => room.Client().GetAsync("things", Ct));
    }

    private static async Task<UpstreamException> FaultAsync(HttpRoom room, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, "things");
        return await Should.ThrowAsync<UpstreamException>(() => room.Client().SendAsync(request, Ct));
    }

    private sealed class Broken : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a bug");
    }
}
