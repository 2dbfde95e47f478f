using Amazon;
using Amazon.Runtime.Endpoints;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.SQS;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Sdk;

[Collection(ProcessEnvironment.Alone)]
public sealed class EndpointTests
{
    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_SQS")]
    public async Task Sqs_Goes_Where_The_Environment_Says_Whatever_Host_The_Queue_Url_Names(string variable)
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: "{}"));
        using var environment = Credentials().Set(variable, server.Url.ToString());
        using var sqs = new AmazonSQSClient();

        await sqs.DeleteMessageAsync("https://sqs.us-east-1.amazonaws.com/1/elsewhere", "r", TestContext.Current.CancellationToken);

        server.Request.Header("Host").ShouldBe(server.Url.Authority);
        SignatureVersion4.Part(server.Request, "Credential=").ShouldEndWith("/eu-west-1/sqs/aws4_request");
        SignatureVersion4.Part(server.Request, "Signature=").ShouldBe(SignatureVersion4.Sign(server.Request, TestSqsClient.SecretKey));
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_SECRETS_MANAGER")]
    public async Task Secrets_Manager_Goes_Where_The_Environment_Says(string variable)
    {
        await using var server = (await WireServer.StartAsync()).On("POST /secrets/", new WireAnswer(Body: "{}"));
        using var environment = Credentials().Set(variable, new Uri(server.Url, "secrets").ToString());
        using var secrets = new AmazonSecretsManagerClient();

        await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "crm" }, TestContext.Current.CancellationToken);

        SignatureVersion4.Part(server.Request, "Signature=").ShouldBe(SignatureVersion4.Sign(server.Request, TestSqsClient.SecretKey));
    }

    [Fact]
    public async Task The_Variable_Of_The_Service_Comes_Before_The_General_One()
    {
        await using var other = await WireServer.StartAsync();
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: "{}"));
        using var environment = Credentials().Set("AWS_ENDPOINT_URL", other.Url.ToString()).Set("AWS_ENDPOINT_URL_SQS", server.Url.ToString());
        using var sqs = new AmazonSQSClient();

        await sqs.DeleteMessageAsync("q", "r", TestContext.Current.CancellationToken);

        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Without_A_Url_The_Region_Names_The_Host()
    {
        using var environment = Credentials();
        var parameters = new ServiceOperationEndpointParameters(new Amazon.SQS.Model.GetQueueUrlRequest("q"));

        new AmazonSQSConfig { RegionEndpoint = RegionEndpoint.EUCentral1 }.DetermineServiceOperationEndpoint(parameters).URL
            .ShouldBe("https://sqs.eu-central-1.amazonaws.com/");
        new AmazonSecretsManagerConfig { RegionEndpoint = RegionEndpoint.CNNorth1 }.DetermineServiceOperationEndpoint(parameters).URL
            .ShouldBe("https://secretsmanager.cn-north-1.amazonaws.com.cn/");
    }

    private static ProcessEnvironment Credentials() => new ProcessEnvironment()
        .Set("AWS_ACCESS_KEY_ID", TestSqsClient.AccessKey)
        .Set("AWS_SECRET_ACCESS_KEY", TestSqsClient.SecretKey)
        .Set("AWS_REGION", "eu-west-1")
        .Set("AWS_ENDPOINT_URL", null)
        .Set("AWS_ENDPOINT_URL_SQS", null)
        .Set("AWS_ENDPOINT_URL_SECRETS_MANAGER", null);
}
