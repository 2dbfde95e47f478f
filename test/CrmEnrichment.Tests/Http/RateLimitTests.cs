using System.Net;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class RateLimitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_that_is_used_up_is_waited_out()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.OK, "", UsedUp(20)).Answers(HttpStatusCode.OK);
        var client = room.Client();

        using var first = await client.GetAsync("things", Ct);
        using var second = await client.GetAsync("things", Ct);

        room.WaitsMs.ShouldBe([20_000]);
        room.Upstream.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_window_that_opens_after_the_deadline_sends_nothing_and_says_when()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.OK, "", UsedUp(20));
        var client = room.Client();
        using var first = await client.GetAsync("things", Ct);
        using var deadline = Deadline.Start(TimeSpan.FromSeconds(20), room.Time);

        var fault = await Should.ThrowAsync<UpstreamException>(() => client.GetAsync("things", Ct));

        fault.Fault.ShouldBe(UpstreamFault.Throttled);
        fault.NotBefore.ShouldBe(room.Time.GetUtcNow().AddSeconds(20));
        room.Upstream.Requests.Count.ShouldBe(1);
        room.WaitsMs.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_clients_of_a_host_share_its_window_and_other_hosts_do_not()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.OK, "", UsedUp(20)).Answers(HttpStatusCode.OK);
        using var first = await room.Client().GetAsync("things", Ct);

        using var elsewhere = await room.Client(address: new Uri("https://crm.test/")).GetAsync("things", Ct);
        room.WaitsMs.ShouldBeEmpty();

        using var same = await room.Client().GetAsync("things", Ct);
        room.WaitsMs.ShouldBe([20_000]);
    }

    [Fact]
    public async Task Throttling_without_retry_after_names_the_windows_end()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.TooManyRequests, "", UsedUp(20));
        using var deadline = Deadline.Start(TimeSpan.FromSeconds(5), room.Time);

        var fault = await Should.ThrowAsync<UpstreamException>(() => room.Client().GetAsync("things", Ct));

        fault.Fault.ShouldBe(UpstreamFault.Throttled);
        fault.NotBefore!.Value.ShouldBe(HttpRoomStart(room).AddSeconds(20));
    }

    [Fact]
    public async Task Every_answer_that_tells_of_the_limit_publishes_what_is_left_of_it()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things")
            .Answers(HttpStatusCode.OK, "", Used(75))
            .Answers(HttpStatusCode.OK)
            .Answers(HttpStatusCode.OK, "", Used(300));
        var client = room.Client();

        for (var i = 0; i < 3; i++)
        {
            using var answer = await client.GetAsync("things", Ct);
        }

        room.MetricLines.Split('\n').Where(line => line.Contains("rate_limit_headroom", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf("\"Upstream\":", StringComparison.Ordinal)..])
            .ShouldBe(["\"Upstream\":\"Genesys\",\"rate_limit_headroom\":75}", "\"Upstream\":\"Genesys\",\"rate_limit_headroom\":0}"]);
    }

    private static DateTimeOffset HttpRoomStart(HttpRoom room) => room.Time.GetUtcNow() - TimeSpan.FromMilliseconds(room.WaitsMs.Sum());

    private static (string, string)[] UsedUp(int seconds) => Used(300, seconds);

    private static (string, string)[] Used(int count, int seconds = 20) =>
        [("inin-ratelimit-count", $"{count}"), ("inin-ratelimit-allowed", "300"), ("inin-ratelimit-reset", $"{seconds}")];
}
