using System.Collections.Concurrent;
using System.Data.Common;
using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>Connections that are used again.</summary>
[Collection(MariaDb.Collection)]
public sealed class PoolTests(MariaDb server)
{
    private const string ThreadId = "SELECT CONNECTION_ID()";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_was_closed_is_used_again()
    {
        await using var source = server.Open();

        var first = await source.ScalarAsync(ThreadId);

        (await source.ScalarAsync(ThreadId)).ShouldBe(first);
    }

    [Fact]
    public async Task Nothing_of_one_use_is_left_for_the_next()
    {
        await using var source = server.Open();
        await using (var connection = await source.OpenConnectionAsync(Ct))
        {
            await connection.Command("SET time_zone = '+01:00'").ExecuteNonQueryAsync(Ct);
            await connection.Command("CREATE TEMPORARY TABLE left_over (id INT)").ExecuteNonQueryAsync(Ct);
        }

        await using var next = await source.OpenConnectionAsync(Ct);

        (await next.ScalarAsync("SELECT @@time_zone")).ShouldBe("+05:00");
        (await Should.ThrowAsync<MySqlException>(() => next.ScalarAsync("SELECT id FROM left_over"))).Number.ShouldBe(1146);
    }

    [Fact]
    public async Task The_callback_is_told_how_the_connection_came_to_be_open_and_prepares_it()
    {
        var conditions = new ConcurrentQueue<MySqlConnectionOpenedConditions>();
        await using var source = server.Open(opened: async (context, ct) =>
        {
            conditions.Enqueue(context.Conditions);
            await using var command = context.Connection.CreateCommand();
            command.CommandText = "SET time_zone = '+00:00'";
            await command.ExecuteNonQueryAsync(ct);
        });

        (await source.ScalarAsync("SELECT @@time_zone")).ShouldBe("+00:00");
        (await source.ScalarAsync("SELECT @@time_zone")).ShouldBe("+00:00");
        conditions.ShouldBe([MySqlConnectionOpenedConditions.New, MySqlConnectionOpenedConditions.Reset]);
    }

    [Fact]
    public async Task A_connection_whose_preparation_failed_is_not_handed_out()
    {
        var fails = true;
        await using var source = server.Open(with => with.MaximumPoolSize = 1, (_, _) => fails ? throw new InvalidOperationException("not today") : ValueTask.CompletedTask);
        await Should.ThrowAsync<InvalidOperationException>(() => source.OpenConnectionAsync(Ct).AsTask());

        fails = false;

        (await source.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task There_are_never_more_connections_than_allowed_and_everybody_gets_one()
    {
        await server.AsRootAsync("CREATE OR REPLACE USER pooled@'%'; GRANT SELECT ON crm.* TO pooled@'%'");
        await using var source = server.Open(with => (with.UserID, with.Password, with.MaximumPoolSize) = ("pooled", "", 4));

        var threads = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => source.ScalarAsync(ThreadId)));

        threads.Distinct().Count().ShouldBeInRange(1, 4);
        (await server.AsRootAsync("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = 'pooled'")).Trim().ShouldBe($"{threads.Distinct().Count()}");
    }

    [Fact]
    public async Task Who_waits_for_a_free_connection_in_vain_is_told_so()
    {
        await using var source = server.Open(with => (with.MaximumPoolSize, with.ConnectionTimeout) = (1, 1));
        await using var taken = await source.OpenConnectionAsync(Ct);

        var refused = await Should.ThrowAsync<MySqlException>(() => source.OpenConnectionAsync(Ct).AsTask());

        refused.ErrorCode.ShouldBe(MySqlErrorCode.UnableToConnectToHost);
        refused.Message.ShouldContain("All pooled connections are in use");
    }

    [Fact]
    public async Task Who_stops_waiting_takes_nobodys_place()
    {
        await using var source = server.Open(with => with.MaximumPoolSize = 1);
        await using (await source.OpenConnectionAsync(Ct))
        {
            using var impatient = new CancellationTokenSource();
            var waiting = source.OpenConnectionAsync(impatient.Token).AsTask();
            await impatient.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        }

        (await source.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Connections_that_the_server_has_closed_are_replaced_unnoticed()
    {
        await using var source = server.Open();
        var before = await OpenSeveralAsync(source);
        await server.AsRootAsync(string.Concat(before.Select(id => $"KILL {id};")));

        var after = await OpenSeveralAsync(source);

        after.Intersect(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_died_and_came_back_is_found_again()
    {
        await using var source = server.Open();
        await OpenSeveralAsync(source);
        await server.KillAsync();

        (await Should.ThrowAsync<MySqlException>(() => source.ScalarAsync("SELECT 1"))).ErrorCode.ShouldBe(MySqlErrorCode.UnableToConnectToHost);

        await server.StartAsync();
        (await source.ScalarAsync("SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_has_lived_long_enough_is_not_used_again()
    {
        await using var source = server.Open(with => with.ConnectionLifeTime = 1);
        object? first;
        await using (var connection = await source.OpenConnectionAsync(Ct))
        {
            first = await connection.ScalarAsync("SELECT CONNECTION_ID() FROM (SELECT SLEEP(1.1)) AS waited");
        }

        (await source.ScalarAsync(ThreadId)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Closing_the_source_closes_its_connections()
    {
        var source = server.Open();
        var threads = await OpenSeveralAsync(source);

        await source.DisposeAsync();

        var left = $"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID IN ({string.Join(',', threads)})";
        await Eventually.ShouldBeAsync("0", async () => (await server.AsRootAsync(left)).Trim());
    }

    private static async Task<List<object?>> OpenSeveralAsync(MySqlDataSource source)
    {
        var connections = new List<DbConnection>();
        var threads = new List<object?>();
        for (var i = 0; i < 3; i++)
        {
            connections.Add(await source.OpenConnectionAsync(Ct));
            threads.Add(await connections[^1].ScalarAsync(ThreadId));
        }

        connections.ForEach(connection => connection.Dispose());
        return threads;
    }
}
