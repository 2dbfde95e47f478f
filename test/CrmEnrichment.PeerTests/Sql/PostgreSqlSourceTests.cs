using CrmEnrichment.Customers.Sources;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

[Collection(PostgreSql.Collection)]
public sealed class PostgreSqlSourceTests(PostgreSql peer) : SqlFindingContract(peer)
{
    private readonly PostgreSql _peer = peer;

    [Fact]
    public async Task Each_type_is_told_as_JSON_tells_it()
    {
        await _peer.AsAdministratorAsync("""
            SET timezone = 'UTC';
            DROP TABLE IF EXISTS moments;
            DROP TYPE IF EXISTS tier;
            CREATE TYPE tier AS ENUM ('gold', 'silver');
            CREATE TABLE moments (id UUID, stamp TIMESTAMPTZ, plain TIMESTAMP, day DATE, clock TIME, whole INT, tiny SMALLINT, real_ REAL, nan DOUBLE PRECISION, huge NUMERIC, doc JSONB, old JSON, tags TEXT[], tier tier, body BYTEA, flag BOOLEAN, never TIMESTAMP);
            INSERT INTO moments VALUES ('00112233-4455-6677-8899-aabbccddeeff', '2024-02-29 12:00:00.25+00', '2024-02-29 12:00:00', '2024-02-29', '23:59:58', -1, 2, 1.5, 'NaN', 1e60, '{"a": [1, null]}', '[true]', '{a,NULL,"b c"}', 'gold', '\xff00', false, '-infinity');
            GRANT SELECT ON moments TO reader;
            """);
        string[] columns = ["id", "stamp", "plain", "day", "clock", "whole", "tiny", "real_", "nan", "huge", "doc", "old", "tags", "tier", "body", "flag", "never"];
        using var room = Open([("Sql:CustomerQuery", "SELECT * FROM moments WHERE id = @id"), .. columns.Select(column => ($"Fields:{column}", column))]);

        var fields = (await room.FindAsync(id: "00112233-4455-6677-8899-AABBCCDDEEFF")).ShouldBeOfType<SourceAnswer.Found>().Record.Fields;

        fields.ToDictionary(field => field.Key, field => field.Value.GetRawText()).ShouldBe(
            new Dictionary<string, string>
            {
                ["id"] = "\"00112233-4455-6677-8899-aabbccddeeff\"",
                ["stamp"] = "\"2024-02-29T12:00:00.25Z\"",
                ["plain"] = "\"2024-02-29T12:00:00\"",
                ["day"] = "\"2024-02-29\"",
                ["clock"] = "\"23:59:58\"",
                ["whole"] = "-1",
                ["tiny"] = "2",
                ["real_"] = "1.5",
                ["doc"] = "{\"a\": [1, null]}",
                ["old"] = "[true]",
                ["tags"] = "[\"a\",null,\"b c\"]",
                ["tier"] = "\"gold\"",
                ["body"] = "\"/wA=\"",
                ["flag"] = "false",
            },
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("DATE", "'4713-01-01 BC'", null)]
    [InlineData("TIMESTAMPTZ", "'20000-01-01'", null)]
    [InlineData("JSONPATH", "'$.a'", "\"$.\\u0022a\\u0022\"")]
    [InlineData("JSON", "'{\"name\": \"\\ud83d\"}'", null)]
    [InlineData("JSON", "(REPEAT('[', 100) || REPEAT(']', 100))::json", null)]
    public async Task What_JSON_or_DotNet_cannot_hold_is_left_out_and_the_other_columns_are_told(string type, string value, string? told)
    {
        await _peer.AsAdministratorAsync($"DROP TABLE IF EXISTS odd; CREATE TABLE odd (id INT, odd {type}); INSERT INTO odd VALUES (1, {value}); GRANT SELECT ON odd TO reader");
        using var room = Open(("Sql:CustomerQuery", "SELECT * FROM odd WHERE id = @id"), ("Fields:id", "id"), ("Fields:odd", "odd"));

        var fields = (await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>().Record.Fields;

        fields["id"].GetInt32().ShouldBe(1);
        (fields.TryGetValue("odd", out var odd) ? odd.GetRawText() : null).ShouldBe(told);
    }

    [Theory]
    [InlineData("BIGINT", "493012345678")]
    [InlineData("NUMERIC", "493012345678")]
    [InlineData("TEXT", "+493012345678")]
    [InlineData("CHAR(20)", "03012345678")]
    public async Task A_number_is_compared_as_what_its_column_is(string type, string written)
    {
        await _peer.AsAdministratorAsync($"""
            DROP TABLE IF EXISTS numbers;
            CREATE TABLE numbers (id INT, number {type});
            INSERT INTO numbers VALUES (1, '{written}');
            GRANT SELECT ON numbers TO reader;
            """);
        using var room = Open(("Sql:PhoneQuery", "SELECT id FROM numbers WHERE number IN (@phone, @digits, @national)"));

        (await room.FindAsync(phone: "+493012345678")).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Fact]
    public async Task The_server_itself_ends_a_query_that_nobody_waits_for()
    {
        using var room = Open(("Sql:CustomerQuery", "SELECT current_setting('statement_timeout') AS name FROM customers WHERE id = @id"), ("TimeoutMs", "1250"));

        for (var i = 0; i < 2; i++)
        {
            (await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>().Record.Fields["name"].GetString().ShouldBe("1250ms");
        }
    }

    [Fact]
    public async Task The_usual_queries_read_by_index_and_not_the_whole_table()
    {
        await _peer.AsAdministratorAsync("INSERT INTO customers (id, phone, mobile) SELECT i, '+4930' || (1000000 + i), '+49170' || (1000000 + i) FROM generate_series(10, 20000) AS i; ANALYZE customers");

        var byPhone = await ExplainAsync(CrmEnrichment.Sql.DefaultQueries.ByPhone, ("phone", "'+49301000500'"), ("digits", "'49301000500'"), ("dialled", "'0049301000500'"), ("national", "'0301000500'"));
        var byId = await ExplainAsync(CrmEnrichment.Sql.DefaultQueries.ById, ("id", "'500'"));

        byPhone.ShouldContain("customers_phone");
        byPhone.ShouldContain("customers_mobile");
        byId.ShouldContain("customers_pkey");
        (byPhone + byId).ShouldNotContain("Seq Scan on customers");
    }

    private Task<string> ExplainAsync(string query, params (string Name, string Value)[] values) =>
        _peer.AsAdministratorAsync("EXPLAIN " + values.Aggregate(query, (text, value) => text.Replace($"@{value.Name}", value.Value, StringComparison.Ordinal)));
}
