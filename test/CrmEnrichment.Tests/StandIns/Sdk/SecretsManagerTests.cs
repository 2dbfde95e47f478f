using System.Net;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Sdk;

/// <summary>What is ours of the client: the request, the answer, and which error it is. Signing, retries and credentials are AWSSDK.Core's.</summary>
public sealed class SecretsManagerTests
{
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Fact]
    public async Task A_Secret_Is_Asked_For_By_Name_And_Read()
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: """
            {"ARN":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:crm-a1b2c3","Name":"crm","VersionId":"v1",
             "VersionStages":["AWSCURRENT",{"SecretString":"not this one"}],"SecretString":"{\"key\":\"漢\"}","CreatedDate":1523477145.713}
            """));
        using var secrets = Client(server);

        var secret = await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "crm" }, TestContext.Current.CancellationToken);

        server.Request.Header("X-Amz-Target").ShouldBe("secretsmanager.GetSecretValue");
        server.Request.Header("Content-Type").ShouldBe("application/x-amz-json-1.1");
        server.Request.Text.ShouldBe("""{"SecretId":"crm"}""");
        SignatureVersion4.Part(server.Request, "Credential=").ShouldEndWith("/eu-central-1/secretsmanager/aws4_request");
        SignatureVersion4.Part(server.Request, "Signature=").ShouldBe(SignatureVersion4.Sign(server.Request, SecretKey));
        secret.SecretString.ShouldBe("""{"key":"漢"}""");
    }

    [Fact]
    public async Task A_Binary_Secret_Has_No_Text()
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: """{"Name":"crm","SecretBinary":"YWI="}"""));
        using var secrets = Client(server);

        (await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "crm" }, TestContext.Current.CancellationToken)).SecretString.ShouldBeNull();
    }

    [Fact]
    public async Task A_Secret_That_Is_Not_There_Has_Its_Own_Exception()
    {
        var e = await FailAsync<ResourceNotFoundException>(new WireAnswer(
            400,
            """{"__type":"ResourceNotFoundException","Message":"Secrets Manager can't find the specified secret."}""",
            ("x-amzn-RequestId", "1234")));

        (e.Message, e.ErrorCode, e.RequestId, e.StatusCode).ShouldBe(
            ("Secrets Manager can't find the specified secret.", "ResourceNotFoundException", "1234", HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("""{"__type":"AccessDeniedException","Message":"no"}""")]
    [InlineData("""{"__type":"com.amazonaws.secretsmanager#AccessDeniedException","message":"no"}""")]
    public async Task Any_Other_Error_Is_The_Exception_Of_The_Service(string body)
    {
        var e = await FailAsync<AmazonSecretsManagerException>(new WireAnswer(400, body));

        e.GetType().ShouldBe(typeof(AmazonSecretsManagerException));
        (e.ErrorCode, e.Message).ShouldBe(("AccessDeniedException", "no"));
    }

    [Fact]
    public async Task An_Error_Of_Something_Else_On_The_Way_Keeps_Its_Status() =>
        (await FailAsync<AmazonSecretsManagerException>(new WireAnswer(413, "<html>Too large</html>"))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

    private static async Task<TException> FailAsync<TException>(WireAnswer answer)
        where TException : Exception
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", answer);
        using var secrets = Client(server);
        return await Should.ThrowAsync<TException>(() =>
            secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "crm" }, TestContext.Current.CancellationToken));
    }

    private static AmazonSecretsManagerClient Client(WireServer server) => new(
        new BasicAWSCredentials("AKIDEXAMPLE", SecretKey),
        new AmazonSecretsManagerConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-central-1" });
}
