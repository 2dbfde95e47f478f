using Amazon.SQS;
using CrmEnrichment.Local;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

/// <summary>The local cloud's SQS and a client of it, for all the tests of a class.</summary>
public sealed class LocalCloudSqs : IAsyncLifetime
{
    private EmbeddedCloud? _cloud;
    private AmazonSQSClient? _sqs;

    public IAmazonSQS Sqs => _sqs!;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync();
        _sqs = AwsClients.Sqs(_cloud);
    }

    /// <returns>The URL of an empty queue, which ends in its name.</returns>
    public string CreateQueue() => _cloud!.Queues.Create($"q-{Guid.NewGuid():N}").Url.ToString();

    public async ValueTask DisposeAsync()
    {
        _sqs!.Dispose();
        await _cloud!.DisposeAsync();
    }
}
