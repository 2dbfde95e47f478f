using System.Net;
using CrmEnrichment.Crm.HttpAttributes;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.HttpAttributes.AttributeRoom;

namespace CrmEnrichment.Tests.Crm.HttpAttributes;

public sealed class HttpAttributesFaultTests
{
    private const string Id = "Dana-5550142";

    public static readonly TheoryData<string, UpstreamFault, Action<FakeRoute>> Ends = new()
    {
        { "HTML", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, "<html>Dana</html>", ("Content-Type", "text/html")) },
        { "empty", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK) },
        { "null", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, "null") },
        { "a list", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, """[{"data":"Dana"}]""") },
        { "a text", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, "\"Dana\"") },
        { "too deep", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, $"{{\"data\":{new string('[', 10_000)}") },
        { "10 MB", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.OK, new string(' ', 10 * 1024 * 1024)) },
        { "endless", UpstreamFault.Unavailable, r => r.NeverEnds() },
        { "half", UpstreamFault.Unavailable, r => r.BreaksOffInTheBody() },
        { "hangs", UpstreamFault.Unavailable, r => r.Hangs() },
        { "redirect", UpstreamFault.Rejected, r => r.Answers(HttpStatusCode.TemporaryRedirect, "", ("Location", "https://dana@evil.test/")) },
        { "refused", UpstreamFault.Rejected, r => r.Answers(HttpStatusCode.UnprocessableEntity, "Dana 3175550142") },
        { "refused twice", UpstreamFault.AuthRefused, r => r.Answers(HttpStatusCode.Unauthorized, "key-hush") },
        { "forbidden", UpstreamFault.Forbidden, r => r.Answers(HttpStatusCode.Forbidden, "Dana") },
        { "throttled", UpstreamFault.Throttled, r => r.Answers(HttpStatusCode.TooManyRequests, "Dana") },
        { "down", UpstreamFault.Unavailable, r => r.Answers(HttpStatusCode.BadGateway, "<html>Dana") },
    };

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task What_goes_wrong_is_named_and_nothing_private_told(string what, UpstreamFault fault, Action<FakeRoute> end)
    {
        using var payments = Of("Payments");
        using var appointments = Of("Appointments");
        end(payments.Crm.When(HttpMethod.Get, $"/api/customer/{Id}/status"));
        end(appointments.Crm.When(HttpMethod.Post, "/api/appointments"));

        foreach (var room in new[] { payments, appointments })
        {
            (await room.FaultAsync(() => room.AskAsync(("customerId", $"\"{Id}\"")))).Fault.ShouldBe(fault, what);

            room.Crm.Requests.ShouldAllBe(request => request.Address.Host == Host);
        }
    }

    [Fact]
    public async Task A_secret_without_the_key_is_named()
    {
        using var room = Of("Payments");
        room.Secrets[CrmRoom.SecretId] = """{"access_token":"hush"}""";

        (await room.FaultAsync(() => room.AskAsync(("customerId", "7")))).Message.ShouldContain("'api_key'");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Found)]
    public async Task A_probe_is_content_when_somebody_answers(HttpStatusCode status)
    {
        using var room = Of("Payments");
        room.Crm.When(HttpMethod.Get, "/api/customer/0/status").Answers(status, "<html>", ("Location", "https://evil.test/"));

        await ProbeAsync(room);

        room.Crm.Requests.ShouldHaveSingleItem().Authorization.ShouldBe("Bearer key-hush");
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, UpstreamFault.AuthRefused)]
    [InlineData(HttpStatusCode.Forbidden, UpstreamFault.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests, UpstreamFault.Throttled)]
    [InlineData(HttpStatusCode.BadGateway, UpstreamFault.Unavailable)]
    public async Task A_probe_fails_as_a_look_up_would_because_it_asks_as_one(HttpStatusCode status, UpstreamFault fault)
    {
        using var room = Of("Appointments");
        room.Crm.When(HttpMethod.Post, "/api/appointments").Answers(status);

        (await room.FaultAsync(() => ProbeAsync(room))).Fault.ShouldBe(fault);

        room.Crm.Requests[0].Body.ShouldStartWith("""{"customer_id":"0","status":["scheduled","confirmed"],"date_range":""");
    }

    [Fact]
    public async Task A_path_of_its_own_is_asked_where_one_is_set()
    {
        using var room = Of("Appointments", ("Http:ProbePath", "/health?deep=1"));
        room.Crm.When(HttpMethod.Get, "/api/health?deep=1").Answers(HttpStatusCode.OK);

        await ProbeAsync(room);

        room.Crm.Requests.ShouldHaveSingleItem();
    }

    private static Task ProbeAsync(CrmRoom room) => ((HttpAttributesSource)room.Source).ProbeAsync(TestContext.Current.CancellationToken);
}
