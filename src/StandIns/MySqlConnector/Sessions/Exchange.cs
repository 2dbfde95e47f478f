using CrmEnrichment.StandIns.MySql.Protocol;
using CrmEnrichment.StandIns.MySql.Results;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>Commands and their answers, one after the other.</summary>
/// <remarks>It is in order only between a whole answer and the next command: whoever leaves in the middle leaves one that <see cref="IsReusable"/> says no of.</remarks>
/// <param name="deprecateEof">Whether rows end with an OK packet, and columns with nothing; else both end with an EOF packet.</param>
internal sealed class Exchange(PacketStream packets, bool deprecateEof)
{
    private volatile bool _answered = true;
    private volatile bool _failed;

    /// <summary>Whether some of an answer is still to be read.</summary>
    public bool IsAnswering => !_answered && !_failed;

    /// <summary>The network has failed, or a command was broken off.</summary>
    public bool HasFailed => _failed;

    public bool IsReusable => _answered && !_failed;

    public static PacketWriter Command(CommandKind kind) => new PacketWriter().Byte((byte)kind);

    public Task SendAsync(PacketWriter command, CancellationToken ct) => SendAsync([command], ct);

    /// <summary>Sends several commands at once; their answers come in turn, and <see cref="NextAnswer"/> is called between them.</summary>
    public async Task SendAsync(PacketWriter[] commands, CancellationToken ct)
    {
        if (!_answered)
        {
            throw new InvalidOperationException("There is already an open DataReader associated with this Connection which must be closed first.");
        }

        _answered = false;
        try
        {
            await packets.WriteAsync(commands, ct);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            throw Failed(e);
        }
    }

    public void NextAnswer() => packets.CountFrom(1);

    /// <summary>The next packet of the answer, if it is here already.</summary>
    public bool TryReceive(out ReadOnlyMemory<byte> packet) => packets.TryRead(out packet) && IsNoRefusal(packet);

    /// <summary>The next packet of the answer, valid until the next one is asked for.</summary>
    /// <exception cref="MySqlException">It is the server's refusal, or nothing comes any more.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken ct)
    {
        try
        {
            var packet = await packets.ReadAsync(ct);
            IsNoRefusal(packet);
            return packet;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            throw Failed(e);
        }
    }

    /// <summary>The descriptions of so many columns.</summary>
    public async Task<Column[]> ReceiveColumnsAsync(int count, ColumnRules rules, CancellationToken ct)
    {
        var columns = new List<Column>();
        while (columns.Count < count)
        {
            columns.Add(Column.Read((await ReceiveAsync(ct)).Span, rules));
        }

        await SkipEndOfColumnsAsync(ct);
        return [.. columns];
    }

    /// <summary>Reads over the descriptions of so many columns or parameters.</summary>
    public async Task SkipColumnsAsync(int count, CancellationToken ct)
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

    /// <summary>The end of a result without rows or with rows that are read over.</summary>
    public async Task<OkPacket> SkipResultAsync(CancellationToken ct)
    {
        var packet = await ReceiveAsync(ct);
        if (packet.Span is [OkPacket.Header, ..])
        {
            return OkPacket.Read(packet.Span);
        }

        await SkipColumnsAsync((int)new PacketReader(packet.Span).LengthEncodedInteger(), ct);
        do
        {
            packet = await ReceiveAsync(ct);
        }
        while (!OkPacket.IsEnd(packet.Span));

        return ReadEnd(packet);
    }

    public OkPacket ReadEnd(ReadOnlyMemory<byte> packet) => OkPacket.ReadEnd(packet.Span, deprecateEof);

    /// <summary>The answer was read to its end.</summary>
    public void Complete() => _answered = true;

    /// <summary>Nobody may use it any more.</summary>
    public void Doom() => _failed = true;

    /// <summary>Closes the connection without a word.</summary>
    public void Close()
    {
        Doom();
        packets.Inner.Dispose();
    }

    private bool IsNoRefusal(ReadOnlyMemory<byte> packet)
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

    private async Task SkipEndOfColumnsAsync(CancellationToken ct)
    {
        if (!deprecateEof)
        {
            await ReceiveAsync(ct);
        }
    }
}
