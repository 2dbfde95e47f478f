using Amazon.Runtime;
using Amazon.SQS;
using Xunit;

namespace CrmEnrichment.PeerTests.Queues;

/// <summary>npm local-aws-sqs, one process for all the tests of a class.</summary>
public sealed class LocalAwsSqs : IAsyncLifetime
{
    private PeerProcess? _peer;
    private AmazonSQSClient? _sqs;

    public IAmazonSQS Sqs => _sqs ?? throw new InvalidOperationException("The peer is not started.");

    public async ValueTask InitializeAsync()
    {
        _peer = await PeerProcess.StartAsync("sqs.mjs", "{port}");
        _sqs = new AmazonSQSClient(
            new BasicAWSCredentials("peer", "peer"),
            new AmazonSQSConfig { ServiceURL = _peer.Url.ToString(), AuthenticationRegion = "us-east-1" });
    }

    public async Task<string> CreateQueueAsync() =>
        (await Sqs.CreateQueueAsync($"peer-{Guid.NewGuid():N}")).QueueUrl ?? throw new InvalidOperationException("The queue has no URL.");

    public async ValueTask DisposeAsync()
    {
        _sqs?.Dispose();
        if (_peer is not null)
        {
            await _peer.DisposeAsync();
        }
    }
}
