using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>What the stand-in for MySqlConnector does otherwise than the official one; its README says so.</summary>
[Collection(MariaDb.Collection)]
public sealed class StandInTests(MariaDb server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_statements_are_refused()
    {
        await using var source = server.Open();

        (await Should.ThrowAsync<MySqlException>(() => source.ScalarAsync("SELECT @a; SELECT 2", ("@a", 1)))).Number.ShouldBe(1064);
        await using var connection = await source.OpenConnectionAsync(Ct);
        (await Should.ThrowAsync<MySqlException>(() => connection.Command("DO 1; DO 2").ExecuteNonQueryAsync(Ct))).Number.ShouldBe(1064);
    }

    [Fact]
    public async Task A_connection_whose_command_was_cancelled_is_not_used_again()
    {
        await using var source = server.Open();
        object? cancelled;
        await using (var connection = await source.OpenConnectionAsync(Ct))
        {
            cancelled = await connection.ScalarAsync("SELECT CONNECTION_ID()");
            using var impatient = new CancellationTokenSource();
            var running = connection.Command("SELECT SLEEP(60)").ExecuteScalarAsync(impatient.Token);
            await Eventually.ShouldBeAsync(1, server.SleepingAsync);
            await impatient.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(() => running);
        }

        (await source.ScalarAsync("SELECT CONNECTION_ID()")).ShouldNotBe(cancelled);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_server_that_does_not_even_take_the_order_to_stop_is_left(int seconds)
    {
        await using var source = server.Open(with => with.CancellationTimeout = seconds);
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var command = connection.Command("SELECT SLEEP(60)");
        await command.PrepareAsync(Ct);
        server.Signal("STOP");
        try
        {
            using var impatient = new CancellationTokenSource();
            var running = command.ExecuteScalarAsync(impatient.Token);
            await impatient.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(() => running);
        }
        finally
        {
            server.Signal("CONT");
        }
    }

    [Fact]
    public async Task A_connection_that_is_closed_in_the_middle_of_its_rows_is_not_used_again()
    {
        await using var source = server.Open();
        var connection = await source.OpenConnectionAsync(Ct);
        var first = await connection.ScalarAsync("SELECT CONNECTION_ID()");
        var reader = await connection.Command("SELECT seq FROM seq_1_to_100000").ExecuteReaderAsync(Ct);
        await reader.ReadAsync(Ct);

#pragma warning disable MA0042, CA1849 // It is the call without await that cannot read the rest.
        connection.Dispose();
#pragma warning restore MA0042, CA1849

        (await source.ScalarAsync("SELECT CONNECTION_ID()")).ShouldNotBe(first);
    }

    [Fact]
    public async Task Calls_that_block_are_not_there_and_say_what_to_await()
    {
        await using var source = server.Open();
        await using var connection = source.CreateConnection();

        Should.Throw<NotSupportedException>(connection.Open).Message.ShouldContain("OpenAsync");
    }
}
