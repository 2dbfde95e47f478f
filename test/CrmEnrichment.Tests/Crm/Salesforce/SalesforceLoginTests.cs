using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Http.Upstreams;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.Salesforce.SalesforceAnswers;

namespace CrmEnrichment.Tests.Crm.Salesforce;

public sealed class SalesforceLoginTests
{
    [Fact]
    public async Task Client_credentials_go_into_the_form()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found());

        await room.FindAsync(null, Phone);

        var login = room.Crm.Requests[0];
        login.Address.AbsoluteUri.ShouldBe($"{Login}{Token}");
        login.Body.ShouldBe("grant_type=client_credentials&client_id=the-app&client_secret=hush");
        login.Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task An_assertion_is_signed_with_the_key_of_the_secret_and_ends_within_five_minutes()
    {
        using var key = RSA.Create(2048);
        using var room = RecordOnly(("Salesforce:Auth", "JwtBearer"), ("Salesforce:Audience", "https://test.salesforce.com"));
        room.Secrets[CrmRoom.SecretId] = new JsonObject { ["client_id"] = "the-app", ["username"] = "bot@acme.example", ["private_key"] = key.ExportPkcs8PrivateKeyPem() }.ToJsonString();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found());

        await room.FindAsync(null, Phone);

        var form = QueryHelpers.ParseQuery(room.Crm.Requests[0].Body);
        form["grant_type"].ToString().ShouldBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
        var parts = form["assertion"].ToString().Split('.');
        key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])).ShouldBe("""{"alg":"RS256"}""");
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        claims.GetProperty("iss").GetString().ShouldBe("the-app");
        claims.GetProperty("sub").GetString().ShouldBe("bot@acme.example");
        claims.GetProperty("aud").GetString().ShouldBe("https://test.salesforce.com");
        claims.GetProperty("exp").GetInt64().ShouldBe(room.Time.GetUtcNow().AddMinutes(3).ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("hush, no key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----")]
    [InlineData("")]
    public async Task A_key_that_cannot_be_read_is_named_and_not_told(string key)
    {
        using var room = Room(("Salesforce:Auth", "JwtBearer"));
        room.Secrets[CrmRoom.SecretId] = new JsonObject { ["client_id"] = "the-app", ["username"] = "bot@acme.example", ["private_key"] = key }.ToJsonString();

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        fault.Message.ShouldContain("'private_key'");
        room.Crm.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://acme.my.salesforce.com", "https://acme.my.salesforce.com")]
    [InlineData("https://eu44.salesforce.com/", "https://eu44.salesforce.com")]
    [InlineData("https://acme.sandbox.my.site.force.com/any/path", "https://acme.sandbox.my.site.force.com")]
    public async Task The_api_is_where_the_login_says(string said, string host)
    {
        using var room = Room(("Salesforce:Account", "false"), ("Salesforce:Opportunity", "false"));
        room.Crm.When(HttpMethod.Post, Token).Answers(HttpStatusCode.OK, Granted(instance: said));
        room.Crm.When(HttpMethod.Post, $"{host}{Search}").Answers(HttpStatusCode.OK, Found(Contact()));

        await room.FoundAsync(null, Phone);

        room.Crm.Requests[^1].Address.GetLeftPart(UriPartial.Authority).ShouldBe(host);
    }

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("http://acme.my.salesforce.com")]
    [InlineData("https://salesforce.com.evil.test")]
    [InlineData("https://evilsalesforce.com")]
    [InlineData("https://acme.salesforce.com@evil.test")]
    [InlineData("https://evil.test/.salesforce.com")]
    [InlineData("https://acme.my.salesforce.com:8443")]
    [InlineData("//evil.test")]
    [InlineData("")]
    public async Task The_token_goes_to_no_other_host(string instance)
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Post, Token).Answers(HttpStatusCode.OK, Granted(instance: instance));

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.Rejected);
        fault.Message.ShouldContain("instance_url");
        room.Crm.Requests.ShouldHaveSingleItem().Address.Host.ShouldBe("acme.my.salesforce.com");
    }

    [Fact]
    public async Task A_token_is_kept_until_it_is_refused()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Token).Answers(HttpStatusCode.OK, Granted("00D!hush2"));
        room.Crm.When(HttpMethod.Post, Search)
            .Answers(HttpStatusCode.OK, Found()).Answers(HttpStatusCode.OK, Found())
            .Answers(HttpStatusCode.Unauthorized, Error("INVALID_SESSION_ID")).Answers(HttpStatusCode.OK, Found());
        await room.FindAsync(null, Phone);
        room.Time.Advance(TimeSpan.FromDays(30));
        await room.FindAsync(null, Phone);
        room.Crm.RequestsTo(HttpMethod.Post, Token).Count.ShouldBe(1);

        await room.FindAsync(null, Phone);

        room.Crm.RequestsTo(HttpMethod.Post, Token).Count.ShouldBe(2);
        room.Crm.Requests[^1].Authorization.ShouldBe("Bearer 00D!hush2");
    }

    [Theory]
    [InlineData("ClientCredentials", "'client_secret'")]
    [InlineData("JwtBearer", "'private_key'")]
    public async Task A_refused_client_is_told_what_to_check(string auth, string what)
    {
        using var key = RSA.Create(2048);
        using var room = Room(("Salesforce:Auth", auth));
        room.Secrets[CrmRoom.SecretId] = new JsonObject { ["client_id"] = "a", ["client_secret"] = "hush", ["username"] = "b", ["private_key"] = key.ExportRSAPrivateKeyPem() }.ToJsonString();
        room.Crm.When(HttpMethod.Post, Token).Answers(HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"Dana"}""");

        var fault = await room.FaultAsync(null, Phone);

        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        fault.Message.ShouldContain(what);
        room.Crm.Requests.Count.ShouldBe(2);
    }
}
