using System.Net;
using System.Net.Sockets;
using CrmEnrichment.StandIns.MySql.Protocol;
using CrmEnrichment.StandIns.MySql.Results;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>One connection to the server, from the greeting to the end.</summary>
/// <remarks>
/// Commands and answers alternate, so a session is in order only between a whole answer and the next command. Whoever leaves in the middle
/// leaves a session that <see cref="IsReusable"/> says no of.
/// </remarks>
internal sealed class Session : IAsyncDisposable
{
    // After a reset the session speaks the server's default again, which need not be utf8mb4.
    private const string SetNames = "SET NAMES utf8mb4";

    private readonly Socket _socket;
    private readonly PacketStream _packets;
    private readonly Dictionary<string, PreparedStatement> _prepared = new(StringComparer.Ordinal);
    private volatile bool _answered = true;
    private volatile bool _failed;

    private Session(ConnectionSettings settings, Socket socket, PacketStream packets, InitialHandshake greeting, bool deprecateEof)
    {
        (Settings, _socket, _packets) = (settings, socket, packets);
        (ServerVersion, ThreadId, DeprecateEof) = (greeting.ServerVersion, greeting.ThreadId, deprecateEof);
        Created = TimeProvider.System.GetTimestamp();
    }

    public ConnectionSettings Settings { get; }

    public string ServerVersion { get; }

    public uint ThreadId { get; }

    /// <summary>Whether rows end with an OK packet, and columns with nothing; else both end with an EOF packet.</summary>
    public bool DeprecateEof { get; }

    /// <summary>The very server, where its name may lead to several.</summary>
    public EndPoint? EndPoint => _socket.RemoteEndPoint;

    /// <summary>When it was made, and when it was last given back, by <see cref="TimeProvider.System"/>.</summary>
    public long Created { get; }

    public long Returned { get; set; }

    /// <summary>Whether some of an answer is still to be read.</summary>
    public bool IsAnswering => !_answered && !_failed;

    /// <summary>The network has failed, or a command was broken off.</summary>
    public bool HasFailed => _failed;

    public bool IsReusable => _answered && !_failed;

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
            var session = new Session(settings, socket, packets, greeting, agreed.HasFlag(Capabilities.DeprecateEof));
            await session.QueryAsync(SetNames, ct);
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

    /// <summary>Makes a used session a new one.</summary>
    /// <returns>Whether that worked; if not, the session is of no use any more.</returns>
    public async Task<bool> TryResetAsync(CancellationToken ct)
    {
        try
        {
            _prepared.Clear();
            _answered = false;

            // Two commands and two answers in one round trip.
            _packets.CountFrom(0);
            byte[] reset = _packets.Framed([(byte)CommandKind.ResetConnection]);
            _packets.CountFrom(0);
            await _packets.Inner.WriteAsync((byte[])[.. reset, .. _packets.Framed(Command(CommandKind.Query).Text(SetNames).Packet.Span)], ct);
            for (var answer = 0; answer < 2; answer++)
            {
                _packets.CountFrom(1);
                OkPacket.Read((await ReceiveAsync(ct)).Span);
            }

            _answered = true;
            return true;
        }
        catch (Exception e) when (e is MySqlException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            Abandon();
            throw;
        }
    }

    /// <summary>Runs a statement in the text protocol; rows that it may answer are read over.</summary>
    public async Task<ulong> QueryAsync(string statement, CancellationToken ct)
    {
        await SendAsync(Command(CommandKind.Query).Text(statement), ct);
        ulong affected = 0;
        ServerStatus status;
        do
        {
            var answer = await ReceiveAsync(ct);
            var ok = answer.Span is [OkPacket.Header, ..] ? OkPacket.Read(answer.Span) : await SkipRowsAsync(answer, ct);
            (affected, status) = (affected + ok.AffectedRows, ok.Status);
        }
        while (status.HasFlag(ServerStatus.MoreResultsExist));

        Complete();
        return affected;
    }

    /// <summary>Has the server prepare the statement, unless this session has it already.</summary>
    public async Task<PreparedStatement> PrepareAsync(string text, CancellationToken ct)
    {
        if (_prepared.TryGetValue(text, out var known))
        {
            return known;
        }

        var (sql, parameters) = Placeholders.Of(text);
        await SendAsync(Command(CommandKind.StatementPrepare).Text(sql), ct);
        var (id, columns, markers) = PreparedStatement.ReadAnswer((await ReceiveAsync(ct)).Span);

        // What the parameters and columns are is told again with the rows.
        await SkipDefinitionsAsync(markers, ct);
        await SkipDefinitionsAsync(columns, ct);
        Complete();
        if (markers != parameters.Count)
        {
            throw new MySqlException($"The server found {markers} parameters in the statement, and we {parameters.Count}.");
        }

        return _prepared[text] = new PreparedStatement(id, parameters);
    }

    public static PacketWriter Command(CommandKind kind) => new PacketWriter().Byte((byte)kind);

    public async Task SendAsync(PacketWriter command, CancellationToken ct)
    {
        if (!_answered)
        {
            throw new InvalidOperationException("There is already an open DataReader associated with this Connection which must be closed first.");
        }

        _answered = false;
        _packets.CountFrom(0);
        try
        {
            await _packets.WriteAsync(command.Packet, ct);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            throw Failed(e);
        }
    }

    /// <summary>The next packet of the answer, if it is here already.</summary>
    public bool TryReceive(out ReadOnlyMemory<byte> packet) => _packets.TryRead(out packet) && Checked(packet);

    /// <summary>The next packet of the answer, valid until the next one is asked for.</summary>
    /// <exception cref="MySqlException">It is the server's refusal, or nothing comes any more.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken ct)
    {
        try
        {
            var packet = await _packets.ReadAsync(ct);
            Checked(packet);
            return packet;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            throw Failed(e);
        }
    }

    /// <summary>The descriptions of so many columns.</summary>
    public async Task<Column[]> ReceiveColumnsAsync(int count, CancellationToken ct)
    {
        var columns = new List<Column>();
        while (columns.Count < count)
        {
            columns.Add(Column.Read((await ReceiveAsync(ct)).Span, Settings.Columns));
        }

        await SkipEndOfColumnsAsync(ct);
        return [.. columns];
    }

    /// <summary>The answer was read to its end.</summary>
    public void Complete() => _answered = true;

    /// <summary>Nobody may have this session any more.</summary>
    public void Doom() => _failed = true;

    /// <summary>Says goodbye, so that the server does not count an aborted connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsReusable)
        {
            try
            {
                await SendAsync(Command(CommandKind.Quit), CancellationToken.None);
            }
            catch (MySqlException)
            {
                // It is gone already.
            }
        }

        Abandon();
    }

    /// <summary>Closes the connection without a word.</summary>
    public void Abandon()
    {
        _failed = true;
        _packets.Inner.Dispose();
    }

    private bool Checked(ReadOnlyMemory<byte> packet)
    {
        if (packet.Span is [ErrorPacket.Header, ..])
        {
            // A refusal is a whole answer.
            Complete();
            throw ErrorPacket.Read(packet.Span);
        }

        return true;
    }

    private Exception Failed(Exception cause)
    {
        Doom();
        return cause is OperationCanceledException ? cause : new MySqlException("The connection to the server was lost.", cause);
    }

    private async Task<OkPacket> SkipRowsAsync(ReadOnlyMemory<byte> columnCount, CancellationToken ct)
    {
        await SkipDefinitionsAsync((int)new PacketReader(columnCount.Span).LengthEncodedInteger(), ct);
        ReadOnlyMemory<byte> packet;
        do
        {
            packet = await ReceiveAsync(ct);
        }
        while (!OkPacket.IsEnd(packet.Span));

        return OkPacket.ReadEnd(packet.Span, DeprecateEof);
    }

    private async Task SkipDefinitionsAsync(int count, CancellationToken ct)
    {
        for (var i = 0; i < count; i++)
        {
            await ReceiveAsync(ct);
        }

        if (count > 0)
        {
            await SkipEndOfColumnsAsync(ct);
        }
    }

    private async Task SkipEndOfColumnsAsync(CancellationToken ct)
    {
        if (!DeprecateEof)
        {
            await ReceiveAsync(ct);
        }
    }
}
