using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Genesys;

/// <summary>The validating mock does complain: otherwise its silence in <see cref="PatchTests"/> would prove nothing.</summary>
public sealed class JudgeTests(ValidatingGenesys genesys) : IClassFixture<ValidatingGenesys>
{
    private const string Attributes = "/api/v2/conversations/7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef/participants/3e0a0001-4a1b-4c2d-8e3f-077f17561eef/attributes";

    [Theory]
    [InlineData("a number for a string", Attributes, """{"attributes":{"crm.lifetimeValue":14250.75}}""", "must be string")]
    [InlineData("null for a string", Attributes, """{"attributes":{"crm.loyaltyTier":null}}""", "must be string")]
    [InlineData("the tutorial's body", Attributes, """{"context":{"loyaltyTier":"Gold"}}""", "must have required property 'attributes'")]
    [InlineData("a member too many", Attributes, """{"attributes":{"crm.a":"b"},"context":{}}""", "must NOT have additional properties")]
    [InlineData("an id that is none", "/api/v2/conversations/17/participants/18/attributes", """{"attributes":{"crm.a":"b"}}""", "must match pattern")]
    public async Task A_Bad_Patch_Is_Refused(string what, string path, string body, string complaint)
    {
        GenesysContracts.OrSkip();
        genesys.Api.Forget();

        await SendAsync(genesys.Api, HttpMethod.Patch, path, new AuthenticationHeaderValue("Bearer", "token"), new StringContent(body, Encoding.UTF8, "application/json"));

        var verdict = genesys.Api.Verdicts.ShouldHaveSingleItem();
        verdict.Status.ShouldBe(400, what);
        verdict.Violations.ShouldNotBeNull().ShouldContain(complaint);
    }

    [Fact]
    public async Task A_Patch_Without_A_Token_Is_Refused()
    {
        GenesysContracts.OrSkip();
        genesys.Api.Forget();

        await SendAsync(genesys.Api, HttpMethod.Patch, Attributes, null, new StringContent("""{"attributes":{"crm.a":"b"}}""", Encoding.UTF8, "application/json"));

        genesys.Api.Verdicts.ShouldHaveSingleItem().Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("password", "Basic", 400)]
    [InlineData("client_credentials", "Bearer", 401)]
    public async Task A_Bad_Token_Request_Is_Refused(string grant, string scheme, int status)
    {
        GenesysContracts.OrSkip();
        genesys.Login.Forget();

        await SendAsync(genesys.Login, HttpMethod.Post, "/oauth/token", new AuthenticationHeaderValue(scheme, "YTpi"),
            new FormUrlEncodedContent([KeyValuePair.Create("grant_type", grant)]));

        var verdict = genesys.Login.Verdicts.ShouldHaveSingleItem();
        verdict.Status.ShouldBe(status);
        verdict.Violations.ShouldNotBeNull();
    }

    private static async Task SendAsync(Prism prism, HttpMethod method, string path, AuthenticationHeaderValue? authorization, HttpContent content)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, prism.Url + path) { Content = content };
        request.Headers.Authorization = authorization;
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
