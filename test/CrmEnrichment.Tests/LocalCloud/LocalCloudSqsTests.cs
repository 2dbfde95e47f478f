using CrmEnrichment.Tests.Contracts;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>The local cloud's SQS passes what the peer's passes.</summary>
public sealed class LocalCloudSqsTests(LocalCloudSqs local) : SqsContract(local.Sqs, local.CreateQueueAsync), IClassFixture<LocalCloudSqs>;
