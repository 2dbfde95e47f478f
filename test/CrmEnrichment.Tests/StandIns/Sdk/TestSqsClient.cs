using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS;
using CrmEnrichment.Tests.StandIns.Wire;

namespace CrmEnrichment.Tests.StandIns.Sdk;

/// <summary>The client, with test credentials and without the waits between its tries.</summary>
internal sealed class TestSqsClient(AmazonSQSConfig config) : AmazonSQSClient(new BasicAWSCredentials(AccessKey, SecretKey), config)
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string QueueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/dead-letters";

    public static TestSqsClient For(WireServer server) => For(server.Url.ToString());

    public static TestSqsClient For(string serviceUrl) => new(new AmazonSQSConfig
    {
        ServiceURL = serviceUrl,
        AuthenticationRegion = "eu-central-1",
        MaxErrorRetry = 2,
    });

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new StandardRetryPolicy(Config) { MaxBackoffInMilliseconds = 0 }));
    }
}
