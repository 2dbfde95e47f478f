using System.Net;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

/// <summary>What must never be read in a log, a metric or a message.</summary>
public sealed class SilenceTests
{
    private static readonly string[] s_private = ["hush", "5550142", "dora", "the-client", Convert.ToBase64String("the-client:hush-secret"u8)];

    public static readonly TheoryData<string, Action<FakeRoute>> Ends = new()
    {
        { "500", r => r.Answers(HttpStatusCode.InternalServerError, "dora") },
        { "429", r => r.Answers(HttpStatusCode.TooManyRequests, "dora", ("Retry-After", "dora")) },
        { "401", r => r.Answers(HttpStatusCode.Unauthorized, "dora") },
        { "403", r => r.Answers(HttpStatusCode.Forbidden, "dora") },
        { "400", r => r.Answers(HttpStatusCode.BadRequest, "dora") },
        { "302", r => r.Answers(HttpStatusCode.Found, "dora", ("Location", "https://dora.test/?phone=5550142")) },
        { "reset", r => r.Resets() },
        { "hang", r => r.Hangs() },
        { "half", r => r.BreaksOffInTheBody() },
    };

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task Neither_logs_nor_metrics_nor_messages_hold_what_is_private(string what, Action<FakeRoute> end)
    {
        using var room = new HttpRoom();
        room.Secrets[HttpRoom.SecretId] = HttpRoom.Client("hush-secret");
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("hush-t1")).Answers(HttpStatusCode.OK, HttpRoom.Token("hush-t2"));
        end(room.Upstream.When(HttpMethod.Put, "/customers?phone=%2B13175550142"));
        using var body = new StringContent("""{"name":"dora"}""");

        var fault = await Should.ThrowAsync<UpstreamException>(() =>
            room.Client(room.OAuth()).PutAsync("customers?phone=%2B13175550142", body, TestContext.Current.CancellationToken));

        room.Log.Lines.ShouldNotBeEmpty(what);
        foreach (var text in s_private)
        {
            $"{fault}\n{string.Join('\n', room.Log.Lines)}\n{room.MetricLines}".ShouldNotContain(text);
        }
    }

    [Fact]
    public async Task A_retry_is_logged_with_upstream_end_attempt_and_wait()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.BadGateway).Answers(HttpStatusCode.OK);

        using var response = await room.Client().GetAsync("things", TestContext.Current.CancellationToken);

        room.Log.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: Attempt 1 failed for Genesys: 502; next attempt in 150 ms");
    }
}
