using System.Net;
using System.Text;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class ClientCredentialsTokenTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_token_is_asked_for_as_the_contract_says()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1"));

        (await room.OAuth().GetAsync(Ct)).ToString().ShouldBe("Bearer t1");

        var request = room.Upstream.Requests.ShouldHaveSingleItem();
        request.Body.ShouldBe("grant_type=client_credentials");
        request.ContentType.ShouldBe("application/x-www-form-urlencoded");
        request.Authorization.ShouldBe($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("the-client:the-secret"))}");
    }

    [Fact]
    public async Task A_thousand_callers_share_one_token_call()
    {
        using var room = new HttpRoom();
        var opened = new TaskCompletionSource();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).AnswersWhen(opened.Task, HttpStatusCode.OK, HttpRoom.Token("t1"));
        var oauth = room.OAuth();

        var callers = Enumerable.Range(0, 1_000).Select(_ => Task.Run(async () => await oauth.GetAsync(Ct))).ToList();
        opened.SetResult();
        var headers = await Task.WhenAll(callers);

        headers.ShouldAllBe(h => h.Parameter == "t1");
        room.Upstream.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_thousand_callers_with_the_same_refused_token_share_one_new_one()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1")).Answers(HttpStatusCode.OK, HttpRoom.Token("t2"));
        var oauth = room.OAuth();
        var refused = await oauth.GetAsync(Ct);

        var headers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(async () => await oauth.RenewAsync(refused, Ct))));

        headers.ShouldAllBe(h => h.Parameter == "t2");
        room.Upstream.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_is_renewed_shortly_before_it_expires()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1", 600)).Answers(HttpStatusCode.OK, HttpRoom.Token("t2", 600));
        var oauth = room.OAuth();
        await oauth.GetAsync(Ct);

        room.Time.Advance(TimeSpan.FromSeconds(539));
        (await oauth.GetAsync(Ct)).Parameter.ShouldBe("t1");
        room.Time.Advance(TimeSpan.FromSeconds(1));
        (await oauth.GetAsync(Ct)).Parameter.ShouldBe("t2");
    }

    [Fact]
    public async Task An_endpoint_that_fails_is_tried_again_and_a_failure_is_not_kept()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress)
            .Answers(HttpStatusCode.InternalServerError).Resets().Hangs().Answers(HttpStatusCode.BadGateway)
            .Answers(HttpStatusCode.OK, HttpRoom.Token("t1"));
        var oauth = room.OAuth();

        var fault = await Should.ThrowAsync<UpstreamException>(async () => await oauth.GetAsync(Ct));
        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        room.WaitsMs.ShouldBe([150, 300, 600]);

        (await oauth.GetAsync(Ct)).Parameter.ShouldBe("t1");
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task A_rotated_secret_is_read_again(HttpStatusCode refusal)
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress)
            .Answers(HttpStatusCode.OK, HttpRoom.Token("t1", 300))
            .Answers(refusal, """{"error":"invalid_client"}""")
            .Answers(HttpStatusCode.OK, HttpRoom.Token("t2"));
        var oauth = room.OAuth();
        await oauth.GetAsync(Ct);
        room.Secrets[HttpRoom.SecretId] = HttpRoom.Client("the-rotated-secret");
        room.Time.Advance(TimeSpan.FromMinutes(5));

        (await oauth.GetAsync(Ct)).Parameter.ShouldBe("t2");

        room.Secrets.ReadsOfTheStore.ShouldBe(2);
        room.Upstream.Requests[^1].Authorization.ShouldBe($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("the-client:the-rotated-secret"))}");
        room.Count("crm_auth_failure").ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_is_refused_twice_rests_for_a_minute_and_is_then_tried_again()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress)
            .Answers(HttpStatusCode.BadRequest).Answers(HttpStatusCode.BadRequest).Answers(HttpStatusCode.OK, HttpRoom.Token("t1"));
        var oauth = room.OAuth();

        var fault = await FaultAsync(oauth);
        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        fault.Message.ShouldContain("'genesys/oauth'");
        fault.Message.ShouldContain("'client_id' and 'client_secret'");
        fault.NotBefore.ShouldBe(room.Time.GetUtcNow().AddSeconds(60));
        room.Count("crm_auth_failure").ShouldBe(1);

        room.Time.Advance(TimeSpan.FromSeconds(59));
        (await FaultAsync(oauth)).Message.ShouldBe(fault.Message);
        room.Upstream.Requests.Count.ShouldBe(2);

        room.Time.Advance(TimeSpan.FromSeconds(1));
        (await oauth.GetAsync(Ct)).Parameter.ShouldBe("t1");
        room.Secrets.ReadsOfTheStore.ShouldBe(3);
    }

    [Theory]
    [InlineData("not json", "client_id")]
    [InlineData("[]", "client_id")]
    [InlineData("""{"client_secret":"hush"}""", "client_id")]
    [InlineData("""{"client_id":"the-client"}""", "client_secret")]
    [InlineData("""{"client_id":"the-client","client_secret":["hush"]}""", "client_secret")]
    [InlineData("""{"client_id":"the-client","client_secret":"hu\nsh"}""", "client_secret")]
    public async Task A_secret_that_cannot_be_used_is_named_with_its_member_and_never_told(string secret, string member)
    {
        using var room = new HttpRoom();
        room.Secrets[HttpRoom.SecretId] = secret;

        var fault = await FaultAsync(room.OAuth());

        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        fault.Message.ShouldContain("'genesys/oauth'");
        fault.Message.ShouldContain($"'{member}'");
        fault.ToString().ShouldNotContain("hu");
        room.Upstream.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_without_a_token_is_an_outage_and_no_refusal()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, "<html>");

        (await FaultAsync(room.OAuth())).Fault.ShouldBe(UpstreamFault.Unavailable);
    }

    [Fact]
    public async Task A_wrong_login_address_is_named()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.NotFound);

        (await FaultAsync(room.OAuth())).Message.ShouldContain("login address");
    }

    [Fact]
    public async Task After_forgetting_nothing_known_before_is_used()
    {
        using var room = new HttpRoom();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Answers(HttpStatusCode.OK, HttpRoom.Token("t1")).Answers(HttpStatusCode.OK, HttpRoom.Token("t2"));
        var oauth = room.OAuth();
        await oauth.GetAsync(Ct);
        oauth.CoolDown();

        oauth.Forget();

        (await oauth.GetAsync(Ct)).Parameter.ShouldBe("t2");
        room.Secrets.ReadsOfTheStore.ShouldBe(2);
    }

    [Fact]
    public async Task The_fetch_is_not_cut_short_by_its_first_callers_deadline()
    {
        using var room = new HttpRoom();
        var opened = new TaskCompletionSource();
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).AnswersWhen(opened.Task, HttpStatusCode.OK, HttpRoom.Token("t1"));
        var oauth = room.OAuth();
        using (Deadline.Start(TimeSpan.FromMilliseconds(10), room.Time))
        {
            var hurried = FaultAsync(oauth);
            room.Time.Advance(TimeSpan.FromMilliseconds(10));
            (await hurried).Fault.ShouldBe(UpstreamFault.Unavailable);
        }

        var patient = oauth.GetAsync(Ct);
        opened.SetResult();

        (await patient).Parameter.ShouldBe("t1");
        room.Upstream.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_fetch_has_a_limit_of_its_own()
    {
        using var room = new HttpRoom();
        var start = room.Time.GetUtcNow();
        room.Options.CredentialsBudgetMs = 3_000;
        room.Upstream.When(HttpMethod.Post, HttpRoom.TokenAddress).Hangs();

        (await FaultAsync(room.OAuth())).Fault.ShouldBe(UpstreamFault.Unavailable);

        // 2 s, back-off of 150 ms, and what is left.
        room.Time.GetUtcNow().ShouldBe(start.AddSeconds(3));
        room.Upstream.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Resting_credentials_fail_the_task_and_not_the_call()
    {
        using var room = new HttpRoom();
        var oauth = room.OAuth();
        oauth.CoolDown();

        var besideTheLookUp = oauth.GetAsync(Ct);

        await Should.ThrowAsync<UpstreamException>(async () => await besideTheLookUp);
    }

    private static Task<UpstreamException> FaultAsync(OAuthToken oauth) => Should.ThrowAsync<UpstreamException>(async () => await oauth.GetAsync(Ct));
}
