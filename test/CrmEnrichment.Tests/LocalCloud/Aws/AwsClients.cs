using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using CrmEnrichment.Local;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

/// <summary>The official clients of a local cloud. Without retries, so that a test sees the first answer.</summary>
internal static class AwsClients
{
    private static readonly BasicAWSCredentials s_anybody = new("local", "local");

    public static AmazonSQSClient Sqs(EmbeddedCloud cloud) => new(s_anybody, Configured<AmazonSQSConfig>(cloud));

    public static AmazonDynamoDBClient DynamoDb(EmbeddedCloud cloud) => new(s_anybody, Configured<AmazonDynamoDBConfig>(cloud));

    private static T Configured<T>(EmbeddedCloud cloud)
        where T : ClientConfig, new() => new() { ServiceURL = cloud.AwsUrl.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 };
}
