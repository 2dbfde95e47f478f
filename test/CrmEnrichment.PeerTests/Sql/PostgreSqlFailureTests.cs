using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

[Collection(PostgreSql.Collection)]
public sealed class PostgreSqlFailureTests(PostgreSql peer) : SqlFailingContract(peer);
