using CrmEnrichment.Tests.Contracts;
using Xunit;

namespace CrmEnrichment.PeerTests.Queues;

/// <summary>The dead-letter queue over an SQS that others wrote.</summary>
public sealed class LocalAwsSqsDeadLetterQueueTests(LocalAwsSqs peer) : DeadLetterQueueContract(peer.Sqs, peer.CreateQueueAsync), IClassFixture<LocalAwsSqs>;
