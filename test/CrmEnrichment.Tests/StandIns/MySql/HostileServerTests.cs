using System.Net;
using System.Net.Sockets;
using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.MySql;

/// <summary>Servers that are none, or that mean no good.</summary>
public sealed class HostileServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_closes_at_once_cannot_be_connected_to() =>
        (await RefusedAsync([])).ErrorCode.ShouldBe(MySqlErrorCode.UnableToConnectToHost);

    [Fact]
    public async Task Another_protocol_is_no_greeting() =>
        (await RefusedAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray())).ShouldNotBeNull();

    [Fact]
    public async Task Another_version_of_the_protocol_is_named() =>
        (await RefusedAsync([5, 0, 0, 0, 9, (byte)'3', (byte)'.', (byte)'2', 0])).Message.ShouldContain("version 9");

    [Fact]
    public async Task A_refusal_in_place_of_a_greeting_has_a_number_even_without_a_state()
    {
        var refused = await RefusedAsync([23, 0, 0, 0, 0xFF, 0x10, 0x04, .. "Too many connections"u8]);

        (refused.ErrorCode, refused.SqlState, refused.Message, refused.IsTransient).ShouldBe((MySqlErrorCode.ConnectionCountError, "HY000", "Too many connections", true));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_waited_for_as_long_as_the_connection_string_says()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var source = Open(silent);

        (await Should.ThrowAsync<MySqlException>(() => source.OpenConnectionAsync(Ct).AsTask())).Message.ShouldBe("Connect Timeout expired.");
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_when_the_caller_leaves()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var source = Open(silent, timeout: 0);
        using var impatient = new CancellationTokenSource();
        var opening = source.OpenConnectionAsync(impatient.Token).AsTask();
        using var connected = await silent.AcceptTcpClientAsync(Ct);

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => opening);
        (await connected.GetStream().ReadAsync(new byte[1], Ct)).ShouldBe(0); // and it is closed
    }

    private static async Task<MySqlException> RefusedAsync(byte[] greeting)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var source = Open(listener);
        var opening = source.OpenConnectionAsync(Ct).AsTask();
        using (var client = await listener.AcceptTcpClientAsync(Ct))
        {
            await client.GetStream().WriteAsync(greeting, Ct);
            client.Client.Shutdown(SocketShutdown.Send);
            return await Should.ThrowAsync<MySqlException>(() => opening);
        }
    }

    private static MySqlDataSource Open(TcpListener server, uint timeout = 1) => new MySqlDataSourceBuilder
    {
        ConnectionStringBuilder = { Server = "127.0.0.1", Port = (uint)((IPEndPoint)server.LocalEndpoint).Port, UserID = "app", ConnectionTimeout = timeout },
    }.Build();
}
