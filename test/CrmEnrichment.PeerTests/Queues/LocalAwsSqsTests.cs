using Amazon.SQS.Model;
using CrmEnrichment.Tests.Contracts;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Queues;

/// <summary>Our client against an SQS that others wrote.</summary>
public sealed class LocalAwsSqsTests(LocalAwsSqs peer) : SqsContract(peer.Sqs, peer.CreateQueueAsync), IClassFixture<LocalAwsSqs>
{
    // local-aws-sqs 2.0.2 knows only AttributeNames, which AWS has replaced with MessageSystemAttributeNames.
    protected override void ShouldHaveBeenReceived(Message message, int times) => message.Attributes.ShouldBeNull();

    // And it counts the hidden among the waiting, which AWS does not.
    protected override int CountedAsWaiting(int waiting, int hidden) => waiting + hidden;
}
