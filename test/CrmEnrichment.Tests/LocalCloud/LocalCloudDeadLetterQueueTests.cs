using CrmEnrichment.Tests.Contracts;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>The dead-letter queue over the local cloud's SQS.</summary>
public sealed class LocalCloudDeadLetterQueueTests(LocalCloudSqs local) : DeadLetterQueueContract(local.Sqs, local.CreateQueueAsync), IClassFixture<LocalCloudSqs>;
