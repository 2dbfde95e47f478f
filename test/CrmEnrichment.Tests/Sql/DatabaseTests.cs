using System.Data.Common;
using CrmEnrichment.Crm;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Sql;
using CrmEnrichment.Sql.Engines;
using Npgsql;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Sql;

public sealed class DatabaseTests
{
    private static readonly (string Name, string Value)[] s_settings = [("Kind", "Sql")];

    [Fact]
    public async Task Who_comes_to_a_pool_that_another_has_just_given_up_goes_on_to_the_next()
    {
        var engine = new PoolsOf([new Pool { LastsFor = 1 }, new Pool { LastsFor = int.MaxValue }]);
        var secrets = new KnownSecrets { ["crm/secret"] = """{"host":"h","username":"u","password":"p","dbname":"d"}""" };
        var time = new ManualTime();
        using var clients = new UpstreamClients(new HttpOptions(), time, new Metrics(TextWriter.Null, time, "test"), new CapturedLog<UpstreamClients>(), new FakeUpstream(time));
        var database = new Database(Crm.CrmRoom.Options(s_settings), engine, secrets, clients);

        await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);

        engine.Opened.ShouldBe(2);
    }

    private sealed class PoolsOf(IReadOnlyList<Pool> pools) : IEngine
    {
        public int Opened { get; private set; }

        public string CustomerQuery => "";

        public bool MustPrepare => false;

        public DbDataSource Open(DatabaseLogin login, CrmSourceOptions source) => pools[Opened++];

        public void Bind(DbCommand command, string name, string? value) => throw new NotSupportedException();

        public Refusal? Read(Exception exception) => null;
    }

    /// <summary>A pool that is disposed of, by whoever saw its password refused, after so many connections.</summary>
    private sealed class Pool : DbDataSource
    {
        private int _opened;

        public required int LastsFor { get; init; }

        public override string ConnectionString => "";

        protected override DbConnection CreateDbConnection() => new NpgsqlConnection();

        protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) =>
            _opened++ < LastsFor ? ValueTask.FromResult(CreateDbConnection()) : throw new ObjectDisposedException(nameof(Pool));
    }
}
