using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Sdk;

public sealed class SecretsManagerTests
{
    [Fact]
    public async Task A_Secret_Is_Asked_For_By_Name_And_Read_Whole()
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: """
            {"ARN":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:crm-a1b2c3","Name":"crm","VersionId":"v1","SecretString":"{\"key\":1}",
             "VersionStages":["AWSCURRENT"],"CreatedDate":1523477145.713}
            """));
        using var secrets = Client(server);

        var secret = await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "crm" }, TestContext.Current.CancellationToken);

        server.Request.Header("X-Amz-Target").ShouldBe("secretsmanager.GetSecretValue");
        server.Request.Header("Content-Type").ShouldBe("application/x-amz-json-1.1");
        server.Request.Header("x-amzn-query-mode").ShouldBeNull();
        server.Request.Text.ShouldBe("""{"SecretId":"crm"}""");
        SignatureVersion4.Part(server.Request, "Credential=").ShouldEndWith("/eu-central-1/secretsmanager/aws4_request");
        SignatureVersion4.Part(server.Request, "Signature=").ShouldBe(SignatureVersion4.Sign(server.Request, TestSqsClient.SecretKey));
        secret.SecretString.ShouldBe("{\"key\":1}");
        secret.VersionStages.ShouldBe(["AWSCURRENT"]);
        secret.CreatedDate.ShouldBe(new DateTime(2018, 4, 11, 20, 5, 45, 713, DateTimeKind.Utc));
    }

    [Fact]
    public async Task A_Secret_That_Is_Not_There_Has_Its_Own_Exception()
    {
        await using var server = (await WireServer.StartAsync())
            .On("POST /", new WireAnswer(400, """{"__type":"ResourceNotFoundException","Message":"Secrets Manager can't find the specified secret."}"""));
        using var secrets = Client(server);

        var e = await Should.ThrowAsync<ResourceNotFoundException>(() =>
            secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "nope" }, TestContext.Current.CancellationToken));

        e.Message.ShouldBe("Secrets Manager can't find the specified secret.");
        e.ShouldBeAssignableTo<AmazonSecretsManagerException>();
    }

    private static AmazonSecretsManagerClient Client(WireServer server) => new(
        new BasicAWSCredentials(TestSqsClient.AccessKey, TestSqsClient.SecretKey),
        new AmazonSecretsManagerConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-central-1" });
}
