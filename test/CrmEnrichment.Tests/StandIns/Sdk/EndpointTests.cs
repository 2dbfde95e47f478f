using Amazon;
using Amazon.Runtime.Endpoints;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Sdk;

[Collection(ProcessEnvironment.Alone)]
public sealed class EndpointTests
{
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_SECRETS_MANAGER")]
    public async Task A_Call_Goes_Where_The_Environment_Says_And_Is_Signed_For_Its_Path(string variable)
    {
        await using var server = (await WireServer.StartAsync()).On("POST /secrets/", new WireAnswer(Body: "{}"));
        using var environment = Credentials().Set(variable, new Uri(server.Url, "secrets").ToString());
        using var secrets = new AmazonSecretsManagerClient(new AmazonSecretsManagerConfig());

        await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "crm" }, TestContext.Current.CancellationToken);

        SignatureVersion4.Part(server.Request, "Credential=").ShouldEndWith("/eu-west-1/secretsmanager/aws4_request");
        SignatureVersion4.Part(server.Request, "Signature=").ShouldBe(SignatureVersion4.Sign(server.Request, SecretKey));
    }

    [Theory]
    [InlineData("eu-central-1", false, false, "https://secretsmanager.eu-central-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, false, "https://secretsmanager.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-east-1", true, false, "https://secretsmanager-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://secretsmanager.us-east-1.api.aws/")]
    public void Without_A_Url_The_Region_Names_The_Host(string region, bool fips, bool dualStack, string url)
    {
        using var environment = Credentials();
        var config = new AmazonSecretsManagerConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack };

        config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new GetSecretValueRequest())).URL.ShouldBe(url);
    }

    private static ProcessEnvironment Credentials() => new ProcessEnvironment()
        .Set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .Set("AWS_SECRET_ACCESS_KEY", SecretKey)
        .Set("AWS_REGION", "eu-west-1")
        .Set("AWS_ENDPOINT_URL", null)
        .Set("AWS_ENDPOINT_URL_SECRETS_MANAGER", null);
}
