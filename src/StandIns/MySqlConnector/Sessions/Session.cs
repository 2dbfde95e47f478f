using System.Net;
using System.Net.Sockets;
using CrmEnrichment.StandIns.MySql.Protocol;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>One connection to the server, from the greeting to the end.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly Dictionary<string, PreparedStatement> _prepared = new(StringComparer.Ordinal);

    private Session(ConnectionSettings settings, Socket socket, InitialHandshake greeting, Exchange exchange)
    {
        (Settings, _socket, Exchange) = (settings, socket, exchange);
        (ServerVersion, ThreadId) = (greeting.ServerVersion, greeting.ThreadId);
        Created = TimeProvider.System.GetTimestamp();
    }

    public ConnectionSettings Settings { get; }

    public Exchange Exchange { get; }

    public string ServerVersion { get; }

    public uint ThreadId { get; }

    /// <summary>The very server, where its name may lead to several.</summary>
    public EndPoint? EndPoint => _socket.RemoteEndPoint;

    /// <summary>When it was made, and when it was last given back, by <see cref="TimeProvider.System"/>.</summary>
    public long Created { get; }

    public long Returned { get; set; }

    // After a reset the session speaks the server's default again, which need not be utf8mb4.
    private static PacketWriter SetNames => Exchange.Command(CommandKind.Query).Text("SET NAMES utf8mb4");

    /// <param name="settings">Where, who and how.</param>
    /// <param name="at">The server; null for whichever its name leads to.</param>
    /// <exception cref="MySqlException">Nobody answers, or we are refused.</exception>
    public static async Task<Session> ConnectAsync(ConnectionSettings settings, EndPoint? at, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(at ?? new DnsEndPoint(settings.Server, settings.Port), ct);
            var packets = new PacketStream(new NetworkStream(socket, ownsSocket: true));
            var (greeting, agreed) = await Opening.RunAsync(packets, settings, socket.RemoteEndPoint, ct);
            var session = new Session(settings, socket, greeting, new(packets, agreed.HasFlag(Capabilities.DeprecateEof)));
            await session.RunAsync(SetNames, ct);
            return session;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            socket.Dispose();
            throw new MySqlException(MySqlErrorCode.UnableToConnectToHost, "Unable to connect to any of the specified MySQL hosts.", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Makes a used session a new one; two commands and two answers in one round trip.</summary>
    /// <returns>Whether that worked; if not, the session is of no use any more.</returns>
    public async Task<bool> TryResetAsync(CancellationToken ct)
    {
        _prepared.Clear();
        try
        {
            await Exchange.SendAsync([Exchange.Command(CommandKind.ResetConnection), SetNames], ct);
            OkPacket.Read((await Exchange.ReceiveAsync(ct)).Span);
            Exchange.NextAnswer();
            OkPacket.Read((await Exchange.ReceiveAsync(ct)).Span);
            Exchange.Complete();
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            Exchange.Close();
            throw;
        }
    }

    /// <summary>Runs a statement in the text protocol; rows that it may answer are read over.</summary>
    /// <returns>How many rows it has changed.</returns>
    public Task<ulong> QueryAsync(string statement, CancellationToken ct) => RunAsync(Exchange.Command(CommandKind.Query).Text(statement), ct);

    /// <summary>Has the server prepare the statement, unless this session has it already.</summary>
    public async Task<PreparedStatement> PrepareAsync(string text, CancellationToken ct)
    {
        if (_prepared.TryGetValue(text, out var known))
        {
            return known;
        }

        var (sql, parameters) = Placeholders.Of(text);
        await Exchange.SendAsync(Exchange.Command(CommandKind.StatementPrepare).Text(sql), ct);
        var (id, columns, markers) = PreparedStatement.ReadAnswer((await Exchange.ReceiveAsync(ct)).Span);

        // What the parameters and columns are is told again with the rows.
        await Exchange.SkipColumnsAsync(markers, ct);
        await Exchange.SkipColumnsAsync(columns, ct);
        Exchange.Complete();
        if (markers != parameters.Count)
        {
            throw new MySqlException($"The server found {markers} parameters in the statement, and we {parameters.Count}.");
        }

        return _prepared[text] = new PreparedStatement(id, parameters);
    }

    /// <summary>Says goodbye, so that the server does not count an aborted connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Exchange.IsReusable)
        {
            try
            {
                await Exchange.SendAsync(Exchange.Command(CommandKind.Quit), CancellationToken.None);
            }
            catch (MySqlException)
            {
                // It is gone already.
            }
        }

        Exchange.Close();
    }

    private async Task<ulong> RunAsync(PacketWriter query, CancellationToken ct)
    {
        await Exchange.SendAsync(query, ct);
        ulong changed = 0;
        OkPacket end;
        do
        {
            end = await Exchange.SkipResultAsync(ct);
            changed += end.AffectedRows;
        }
        while (end.Status.HasFlag(ServerStatus.MoreResultsExist));

        Exchange.Complete();
        return changed;
    }
}
