using CrmEnrichment.Customers.Sources;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

[Collection(MariaDb.Collection)]
public sealed class MariaDbSourceTests(MariaDb peer) : SqlFindingContract(peer)
{
    private readonly MariaDb _peer = peer;

    [Fact]
    public async Task A_timestamp_is_a_moment_and_a_datetime_is_not_and_a_zero_date_is_nothing()
    {
        await _peer.AsRootAsync("""
            SET sql_mode = '', time_zone = '+00:00';
            CREATE OR REPLACE TABLE moments (id INT, name CHAR(36), stamp TIMESTAMP(3) NULL, plain DATETIME, zero DATE, clock TIME, bits BIT(4), tiny TINYINT, body BLOB);
            INSERT INTO moments VALUES (1, 'no guid', '2024-02-29 12:00:00.250', '2024-02-29 12:00:00', '0000-00-00', '23:59:58', b'1010', 5, x'FF00');
            GRANT SELECT ON moments TO reader;
            """);
        using var room = Open(
            ("Sql:CustomerQuery", "SELECT * FROM moments WHERE id = @id"),
            ("Fields:name", "name"), ("Fields:stamp", "stamp"), ("Fields:plain", "plain"), ("Fields:zero", "zero"), ("Fields:clock", "clock"), ("Fields:bits", "bits"), ("Fields:tiny", "tiny"), ("Fields:body", "body"));

        var fields = (await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>().Record.Fields;

        // The server's own zone is five hours away.
        fields.ToDictionary(field => field.Key, field => field.Value.GetRawText()).ShouldBe(
            new Dictionary<string, string>
            {
                ["name"] = "\"no guid\"",
                ["stamp"] = "\"2024-02-29T12:00:00.25Z\"",
                ["plain"] = "\"2024-02-29T12:00:00\"",
                ["clock"] = "\"23:59:58\"",
                ["bits"] = "10",
                ["tiny"] = "5",
                ["body"] = "\"/wA=\"",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task The_server_itself_ends_a_query_that_nobody_waits_for()
    {
        using var room = Open(("Sql:CustomerQuery", "SELECT @@max_statement_time AS name, @@time_zone AS status FROM customers WHERE id = @id"), ("TimeoutMs", "1250"));

        // And again with a connection that was reset.
        for (var i = 0; i < 2; i++)
        {
            var fields = (await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>().Record.Fields;
            (fields["name"].GetDouble(), fields["accountStatus"].GetString()).ShouldBe((1.25, "+00:00"));
        }
    }

    [Fact]
    public async Task The_usual_queries_read_by_index_and_not_the_whole_table()
    {
        await _peer.AsRootAsync("INSERT INTO customers (id, phone, mobile) SELECT seq, CONCAT('+4930', 1000000 + seq), CONCAT('+49170', 1000000 + seq) FROM seq_10_to_20000; ANALYZE TABLE customers");

        var byPhone = await ExplainAsync(CrmEnrichment.Sql.DefaultQueries.ByPhone, ("phone", "'+49301000500'"), ("digits", "'49301000500'"), ("dialled", "'0049301000500'"), ("national", "'0301000500'"));
        var byId = await ExplainAsync(CrmEnrichment.Sql.DefaultQueries.ByIdInMySql, ("id", "'500'"));

        byPhone.ShouldContain("index_merge");
        byPhone.ShouldContain("customers_phone,customers_mobile");
        byId.ShouldContain("PRIMARY");
        (byPhone + byId).ShouldNotContain("\tc\tALL\t");
    }

    private Task<string> ExplainAsync(string query, params (string Name, string Value)[] values) =>
        _peer.AsRootAsync("EXPLAIN " + values.Aggregate(query, (text, value) => text.Replace($"@{value.Name}", value.Value, StringComparison.Ordinal)));
}
