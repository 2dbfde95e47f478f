using System.Net;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class DeadlineTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1_150, 3)]
    [InlineData(1_149, 2)]
    [InlineData(550, 2)]
    [InlineData(549, 1)]
    [InlineData(250, 1)]
    [InlineData(249, 0)]
    public async Task A_retry_is_made_only_if_its_wait_and_an_attempt_fit(int budgetMs, int retries)
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.ServiceUnavailable);
        using var deadline = Deadline.Start(TimeSpan.FromMilliseconds(budgetMs), room.Time);

        var fault = await FaultAsync(room);

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        room.WaitsMs.ShouldBe(new[] { 150, 300, 600 }.Take(retries));
        room.Upstream.Requests.Count.ShouldBe(retries + 1);
    }

    [Fact]
    public async Task A_retry_after_that_does_not_fit_is_not_slept_out_but_told()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.TooManyRequests, "", ("Retry-After", "120"));
        using var deadline = Deadline.Start(TimeSpan.FromSeconds(20), room.Time);

        var fault = await FaultAsync(room);

        fault.Fault.ShouldBe(UpstreamFault.Throttled);
        fault.NotBefore.ShouldBe(room.Time.GetUtcNow().AddSeconds(120));
        room.WaitsMs.ShouldBeEmpty();
        room.Upstream.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_ends_with_the_time_left_if_that_is_less_than_its_own()
    {
        using var room = new HttpRoom();
        var start = room.Time.GetUtcNow();
        room.Upstream.When(HttpMethod.Get, "/things").Hangs();
        using var deadline = Deadline.Start(TimeSpan.FromMilliseconds(700), room.Time);

        (await FaultAsync(room)).Fault.ShouldBe(UpstreamFault.Unavailable);

        room.Time.GetUtcNow().ShouldBe(start.AddMilliseconds(700));
        room.Upstream.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_time_left_nothing_is_sent()
    {
        using var room = new HttpRoom();
        using var deadline = Deadline.Start(TimeSpan.Zero, room.Time);

        var fault = await FaultAsync(room);

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        fault.Message.ShouldContain("Not sent: no time left.");
        room.Upstream.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upstream_may_have_an_attempt_limit_of_its_own()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/slow").AnswersAfter(TimeSpan.FromMilliseconds(2_500), HttpStatusCode.OK, "late but good");
        var client = room.Clients.Create(new Upstream("Slow", HttpRoom.Api, TimeSpan.FromSeconds(3)), credentials: null);

        (await client.GetStringAsync("slow", Ct)).ShouldBe("late but good");

        room.WaitsMs.ShouldBeEmpty();
    }

    private static Task<UpstreamException> FaultAsync(HttpRoom room) => Should.ThrowAsync<UpstreamException>(() => room.Client().GetAsync("things", Ct));
}
