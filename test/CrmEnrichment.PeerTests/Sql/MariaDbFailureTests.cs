using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

[Collection(MariaDb.Collection)]
public sealed class MariaDbFailureTests(MariaDb peer) : SqlFailingContract(peer);
