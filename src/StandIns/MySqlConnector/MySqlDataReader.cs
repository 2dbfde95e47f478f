using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.StandIns.MySql.Protocol;
using CrmEnrichment.StandIns.MySql.Results;
using CrmEnrichment.StandIns.MySql.Sessions;

namespace MySqlConnector;

/// <summary>The rows that a statement answers, as they come.</summary>
/// <remarks>Typed getters give exactly the column's own type.</remarks>
public sealed class MySqlDataReader : DbDataReader
{
    private readonly MySqlConnection _connection;
    private readonly Session _session;
    private readonly int _timeout;
    private Column[] _columns = [];
    private Range?[] _values = [];
    private ReadOnlyMemory<byte> _row;
    private ulong _affected;
    private bool _hasRow;
    private bool _rowsFollow;
    private bool _resultsFollow;

    internal MySqlDataReader(MySqlConnection connection, int timeout)
    {
        (_connection, _session, _timeout) = (connection, connection.Session, timeout);
        connection.Reader = this;
    }

    public override int FieldCount => _columns.Length;

    /// <summary>-1 for a statement that answers rows.</summary>
    public override int RecordsAffected => _columns.Length > 0 ? -1 : (int)_affected;

    public override int Depth => 0;

    public override bool IsClosed => _connection.Reader != this;

    public override bool HasRows => throw OnlyAsynchronous.Unsupported($"Await {nameof(ReadAsync)}.");

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    internal async Task StartAsync(PacketWriter command, CancellationToken ct)
    {
        try
        {
            await Interruption.GuardAsync(_session, _timeout, SendAsync, ct);
        }
        catch
        {
            _connection.Reader = null;
            throw;
        }

        async Task<bool> SendAsync(CancellationToken limit)
        {
            await _session.Exchange.SendAsync(command, limit);
            return await BeginResultAsync(limit);
        }
    }

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _hasRow = false;
        if (!_rowsFollow)
        {
            return false;
        }

        // Most rows are here already, and a guard for each would cost more than the row.
        if (!_session.Exchange.TryReceive(out var packet))
        {
            packet = await Interruption.GuardAsync(_session, _timeout, limit => _session.Exchange.ReceiveAsync(limit).AsTask(), cancellationToken);
        }

        return _hasRow = TakeRow(packet);
    }

    /// <summary>Reads over what is left of this result; the next one is that of a procedure that answers several.</summary>
    public override async Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken))
        {
        }

        return _resultsFollow && await Interruption.GuardAsync(_session, _timeout, BeginResultAsync, cancellationToken);
    }

    public override async Task CloseAsync()
    {
        if (IsClosed)
        {
            return;
        }

        try
        {
            while (_session.Exchange.IsAnswering && await NextResultAsync(CancellationToken.None))
            {
            }
        }
        catch (MySqlException)
        {
            // What was wanted of the answer has been read. If the session is not in order, it is not used again.
        }
        finally
        {
            Leave();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    /// <summary>Leaves the rest of the rows unread, and with them the connection: see <see cref="MySqlConnection.Close"/>.</summary>
    public override void Close() => Leave();

    public override string GetName(int ordinal) => _columns[ordinal].Name;

    public override int GetOrdinal(string name) => Array.FindIndex(_columns, column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)) is var found && found >= 0
        ? found
        : throw new IndexOutOfRangeException($"The column name '{name}' does not exist in the result set.");

    public override string GetDataTypeName(int ordinal) => _columns[ordinal].TypeName();

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => _columns[ordinal].ClrType();

    public override bool IsDBNull(int ordinal) => Place(ordinal) is null;

    public override object GetValue(int ordinal) => Place(ordinal) is { } place ? BinaryValue.Read(_row.Span[place], _columns[ordinal]) : DBNull.Value;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, _columns.Length);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override char GetChar(int ordinal) => throw OnlyAsynchronous.Unsupported(nameof(GetString));

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw OnlyAsynchronous.Unsupported(nameof(GetValue));

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw OnlyAsynchronous.Unsupported(nameof(GetString));

    public override IEnumerator GetEnumerator() => throw OnlyAsynchronous.Call(nameof(ReadAsync));

    public override bool Read() => throw OnlyAsynchronous.Call(nameof(ReadAsync));

    public override bool NextResult() => throw OnlyAsynchronous.Call(nameof(NextResultAsync));

    private Range? Place(int ordinal) => _hasRow ? _values[ordinal] : throw new InvalidOperationException("Read must be called first.");

    private async Task<bool> BeginResultAsync(CancellationToken ct)
    {
        var packet = await _session.Exchange.ReceiveAsync(ct);
        while (packet.Span is [OkPacket.Header, ..])
        {
            _columns = [];
            End(OkPacket.Read(packet.Span));
            if (!_resultsFollow)
            {
                return false;
            }

            packet = await _session.Exchange.ReceiveAsync(ct);
        }

        _columns = await _session.Exchange.ReceiveColumnsAsync((int)new PacketReader(packet.Span).LengthEncodedInteger(), _session.Settings.Columns, ct);
        (_values, _rowsFollow, _resultsFollow) = (new Range?[_columns.Length], true, false);
        return true;
    }

    private bool TakeRow(ReadOnlyMemory<byte> packet)
    {
        if (OkPacket.IsEnd(packet.Span))
        {
            End(_session.Exchange.ReadEnd(packet));
            return false;
        }

        BinaryRow.Locate(packet.Span, _columns, _values);
        _row = packet;
        return true;
    }

    private void End(OkPacket ok)
    {
        (_rowsFollow, _affected) = (false, _affected + ok.AffectedRows);
        _resultsFollow = ok.Status.HasFlag(ServerStatus.MoreResultsExist);
        if (!_resultsFollow)
        {
            _session.Exchange.Complete();
        }
    }

    private void Leave()
    {
        if (!IsClosed)
        {
            _connection.Reader = null;
        }
    }
}
