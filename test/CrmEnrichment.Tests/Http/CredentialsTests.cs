using System.Net;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

/// <summary>What a 401 leads to, from the caller to the wire.</summary>
public sealed class CredentialsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_401_a_new_token_is_fetched_once_and_the_request_repeated()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1")).Answers(HttpStatusCode.OK, HttpRoom.Token("t2"));
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.OK);

        using var response = await room.Client(room.OAuth()).GetAsync("things", Ct);

        room.Upstream.RequestsTo(HttpMethod.Get, "/things").Select(r => r.Authorization).ShouldBe(["Bearer t1", "Bearer t2"]);
        room.WaitsMs.ShouldBeEmpty();
        room.Count("crm_auth_failure").ShouldBe(0);
    }

    [Fact]
    public async Task After_a_second_401_the_credentials_rest_for_a_minute_and_are_then_tried_again()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1")).Answers(HttpStatusCode.OK, HttpRoom.Token("t2")).Answers(HttpStatusCode.OK, HttpRoom.Token("t3"));
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.OK);
        var client = room.Client(room.OAuth());

        var fault = await Should.ThrowAsync<UpstreamException>(() => client.GetAsync("things", Ct));
        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        fault.NotBefore.ShouldBe(room.Time.GetUtcNow().AddSeconds(60));
        room.Count("crm_auth_failure").ShouldBe(1);
        room.Upstream.Requests.Count.ShouldBe(4);

        room.Time.Advance(TimeSpan.FromSeconds(59.999));
        var coolingDown = await Should.ThrowAsync<UpstreamException>(() => client.GetAsync("things", Ct));
        coolingDown.Fault.ShouldBe(UpstreamFault.AuthRefused);
        coolingDown.NotBefore.ShouldBe(fault.NotBefore);
        room.Upstream.Requests.Count.ShouldBe(4);
        room.Count("crm_auth_failure").ShouldBe(1);

        room.Time.Advance(TimeSpan.FromMilliseconds(1));
        using var response = await client.GetAsync("things", Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        room.Upstream.Requests[^1].Authorization.ShouldBe("Bearer t3");
    }

    [Fact]
    public async Task A_request_asks_for_new_credentials_once_however_often_it_is_retried()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1")).Answers(HttpStatusCode.OK, HttpRoom.Token("t2"));
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.InternalServerError).Answers(HttpStatusCode.Unauthorized);

        var fault = await Should.ThrowAsync<UpstreamException>(() => room.Client(room.OAuth()).GetAsync("things", Ct));

        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        room.Upstream.RequestsTo(HttpMethod.Post, HttpRoom.TokenAddress).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_rotated_key_is_read_again_after_a_401()
    {
        using var room = new HttpRoom();
        room.Secrets["shop/key"] = """{"api_key":"k1"}""";
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.OK).Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.OK);
        var client = room.Client(room.Key());
        using var before = await client.GetAsync("things", Ct);
        room.Secrets["shop/key"] = """{"api_key":"k2\n"}""";

        using var after = await client.GetAsync("things", Ct);

        room.Upstream.Requests.Select(r => r.Authorization).ShouldBe(["Bearer k1", "Bearer k1", "Bearer k2"]);
        room.Secrets.ReadsOfTheStore.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_is_refused_twice_rests_for_a_minute()
    {
        using var room = new HttpRoom();
        room.Secrets["shop/key"] = """{"api_key":"k1"}""";
        room.Upstream.When(HttpMethod.Get, "/things").Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.OK);
        var client = room.Client(room.Key());
        await Should.ThrowAsync<UpstreamException>(() => client.GetAsync("things", Ct));

        var coolingDown = await Should.ThrowAsync<UpstreamException>(() => client.GetAsync("things", Ct));
        coolingDown.Message.ShouldContain("'api_key' of the secret 'shop/key'");
        room.Upstream.Requests.Count.ShouldBe(2);

        room.Time.Advance(TimeSpan.FromSeconds(60));
        using var response = await client.GetAsync("things", Ct);
        room.Secrets.ReadsOfTheStore.ShouldBe(3);
    }

    [Fact]
    public async Task A_missing_key_is_named_with_its_secret_and_counted()
    {
        using var room = new HttpRoom();
        room.Secrets["shop/key"] = """{"apikey":"hush"}""";

        var fault = await Should.ThrowAsync<UpstreamException>(() => room.Client(room.Key()).GetAsync("things", Ct));

        fault.Message.ShouldContain("'shop/key'");
        fault.Message.ShouldContain("'api_key'");
        fault.Message.ShouldNotContain("hush");
        room.Count("crm_auth_failure").ShouldBe(1);
    }

    [Fact]
    public async Task Credentials_do_not_follow_an_address_to_another_host()
    {
        using var room = new HttpRoom();
        room.Secrets["shop/key"] = """{"api_key":"k1"}""";

        var fault = await Should.ThrowAsync<UpstreamException>(() => room.Client(room.Key()).GetAsync("https://evil.test/next-page", Ct));

        fault.Fault.ShouldBe(UpstreamFault.Rejected);
        room.Upstream.Requests.ShouldBeEmpty();
    }
}
