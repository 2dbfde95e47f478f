using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>What is asked, and how it ends.</summary>
[Collection(MariaDb.Collection)]
public sealed class CommandTests(MariaDb server)
{
    private const string Slow = "SELECT SLEEP(60) FROM (SELECT @mark AS mark) AS marked";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("' OR '1'='1")]
    [InlineData("'; DROP TABLE victims; --")]
    [InlineData("\\'; DROP TABLE victims; -- ")]
    [InlineData("\" OR \"\"=\"")]
    [InlineData("/*! DROP TABLE victims */")]
    [InlineData("@name, ?, `name`, \0, \u001a, %, _")]
    [InlineData("\uff07 OR 1=1; \u02bc OR 1=1")]
    public async Task What_is_bound_is_text_and_never_a_part_of_the_statement(string injection)
    {
        await server.AsRootAsync("CREATE OR REPLACE TABLE victims (name VARCHAR(200)); INSERT INTO victims VALUES ('alive')");
        await using var source = server.Open();

        (await source.ScalarAsync("SELECT COUNT(*) FROM victims WHERE name = @name", ("@name", injection))).ShouldBe(0L);
        (await source.ScalarAsync("SELECT @name", ("@name", injection))).ShouldBe(injection);
        (await source.ScalarAsync("SELECT name FROM victims")).ShouldBe("alive");
    }

    [Fact]
    public async Task Names_in_strings_and_comments_are_no_parameters_and_one_name_may_stand_twice()
    {
        await using var source = server.Open();

        var answer = await source.ScalarAsync(
            "SELECT CONCAT('@no ', \"it''s @no \\\" @no \", @Yes, ' ', @yes) AS `@no` /* @no */ -- @no ?\n # @no ?\n", ("yes", "bound"));

        answer.ShouldBe("@no it''s @no \" @no bound bound");
    }

    [Fact]
    public async Task A_name_without_a_value_is_told_before_anything_is_sent()
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);

        (await Should.ThrowAsync<MySqlException>(() => connection.ScalarAsync("SELECT @missing"))).Message.ShouldContain("@missing");
        (await connection.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Theory]
    [InlineData("SELECT nonsense FROM", 1064, "42000")]
    [InlineData("SELECT id FROM no_such_table", 1146, "42S02")]
    [InlineData("SELECT no_such_column FROM information_schema.TABLES", 1054, "42S22")]
    [InlineData("SELECT User FROM mysql.global_priv", 1142, "42000")]
    public async Task A_refusal_carries_the_servers_number_and_state_and_leaves_the_connection_in_order(string sql, int number, string state)
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);

        var refused = await Should.ThrowAsync<MySqlException>(() => connection.ScalarAsync(sql));

        (refused.Number, refused.SqlState).ShouldBe((number, state));
        (await connection.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_in_the_middle_of_the_rows_is_told_there()
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var command = connection.Command("SELECT IF(seq < 3, seq, (SELECT 1 UNION SELECT 2)) FROM (SELECT 1 AS seq UNION ALL SELECT 2 UNION ALL SELECT 3) AS rows_");

        await Should.ThrowAsync<MySqlException>(async () =>
        {
            await using var reader = await command.ExecuteReaderAsync(Ct);
            while (await reader.ReadAsync(Ct))
            {
            }
        });

        (await connection.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_ends_here_and_on_the_server()
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var command = connection.Command(Slow, ("@mark", "too long"));
        command.CommandTimeout = 1;

        var late = await Should.ThrowAsync<MySqlException>(() => command.ExecuteScalarAsync(Ct));

        late.ErrorCode.ShouldBe(MySqlErrorCode.CommandTimeoutExpired);
        await NothingIsRunningAsync();
    }

    [Fact]
    public async Task A_command_that_is_cancelled_ends_here_and_on_the_server()
    {
        await using var source = server.Open();
        await using (var connection = await source.OpenConnectionAsync(Ct))
        {
            using var impatient = new CancellationTokenSource();
            var running = connection.Command(Slow, ("@mark", "cancelled")).ExecuteScalarAsync(impatient.Token);
            await Eventually.ShouldBeAsync(1, server.SleepingAsync);
            await impatient.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(() => running);
        }

        await NothingIsRunningAsync();
        (await source.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_command_whose_connection_is_killed_fails()
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);
        var id = await connection.ScalarAsync("SELECT CONNECTION_ID()");
        var running = connection.Command(Slow, ("@mark", "killed")).ExecuteScalarAsync(Ct);
        await Eventually.ShouldBeAsync(1, server.SleepingAsync);

        await server.AsRootAsync($"KILL {id}");

        await Should.ThrowAsync<MySqlException>(() => running);
    }

    [Fact]
    public async Task Rows_that_nobody_reads_are_passed_over()
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using (var reader = await connection.Command("SELECT seq FROM seq_1_to_100000").ExecuteReaderAsync(Ct))
        {
            (await reader.ReadAsync(Ct)).ShouldBeTrue();
        }

        (await connection.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_procedure_answers_its_rows_and_then_no_more()
    {
        await server.AsRootAsync("\nDELIMITER //\nCREATE OR REPLACE PROCEDURE find_both(IN wanted INT) BEGIN SET @touched = 1; SELECT wanted AS id; SELECT 'more' AS word; END//");
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using (var reader = await connection.Command("CALL find_both(@id)", ("@id", 7)).ExecuteReaderAsync(Ct))
        {
            (await reader.ReadAsync(Ct)).ShouldBeTrue();
            reader.GetValue(0).ShouldBe(7);
            (await reader.NextResultAsync(Ct)).ShouldBeTrue();
            (await reader.ReadAsync(Ct)).ShouldBeTrue();
            reader.GetString(reader.GetOrdinal("WORD")).ShouldBe("more");
            (await reader.NextResultAsync(Ct)).ShouldBeFalse();
        }

        (await connection.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Changes_are_counted()
    {
        await server.AsRootAsync("CREATE OR REPLACE TABLE counted (id INT); INSERT INTO counted VALUES (1), (2), (3)");
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);

        (await connection.Command("DELETE FROM counted WHERE id < @id", ("@id", 3)).ExecuteNonQueryAsync(Ct)).ShouldBe(2);
        (await connection.Command("DELETE FROM counted").ExecuteNonQueryAsync(Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_reader_has_to_wait_until_the_first_is_closed()
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var reader = await connection.Command("SELECT 1").ExecuteReaderAsync(Ct);

        await Should.ThrowAsync<InvalidOperationException>(() => connection.Command("SELECT 2").ExecuteReaderAsync(Ct));
    }

    private Task NothingIsRunningAsync() => Eventually.ShouldBeAsync(0, server.SleepingAsync);
}
