using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.StandIns.MySql.Sessions;

namespace MySqlConnector;

public sealed class MySqlCommand : DbCommand
{
    private MySqlConnection? _connection;
    private string _text = "";
    private PreparedStatement? _prepared;

    internal MySqlCommand(MySqlConnection connection) => _connection = connection;

    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set => (_text, _prepared) = (value ?? "", null);
    }

    /// <summary>Seconds; 0 for no limit.</summary>
    public override int CommandTimeout { get; set; }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set => _ = value is CommandType.Text ? value : throw OnlyAsynchronous.Unsupported("Write CALL in a text.");
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    public new MySqlParameterCollection Parameters { get; } = [];

    protected override DbParameterCollection DbParameterCollection => Parameters;

    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => (_connection, _prepared) = ((MySqlConnection?)value, null);
    }

    protected override DbTransaction? DbTransaction
    {
        get => null;
        set => _ = value is null ? value : throw OnlyAsynchronous.Unsupported("Transactions are not part of this.");
    }

    private Session Session => (_connection ?? throw new InvalidOperationException("Connection property must be non-null.")).Session;

    public override async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        var session = Session;
        _prepared ??= await Interruption.GuardAsync(session, CommandTimeout, ct => session.PrepareAsync(CommandText, ct), cancellationToken);
    }

    /// <summary>In the text protocol where there is nothing to bind, else as a prepared statement.</summary>
    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        if (_prepared is null && Parameters.Count == 0)
        {
            var session = Session;
            return (int)await Interruption.GuardAsync(session, CommandTimeout, ct => session.QueryAsync(CommandText, ct), cancellationToken);
        }

        await using var reader = await ExecuteDbDataReaderAsync(CommandBehavior.Default, cancellationToken);
        return reader.RecordsAffected;
    }

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        await using var reader = await ExecuteDbDataReaderAsync(CommandBehavior.Default, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : null;
    }

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        if (_connection?.Reader is not null)
        {
            throw new InvalidOperationException("There is already an open DataReader associated with this Connection which must be closed first.");
        }

        await PrepareAsync(cancellationToken);
        var command = Execution.Command(_prepared!, Parameters);
        var reader = new MySqlDataReader(_connection!, CommandTimeout);
        await reader.StartAsync(command, cancellationToken);
        return reader;
    }

    protected override DbParameter CreateDbParameter() => new MySqlParameter();

    public override void Cancel() => throw OnlyAsynchronous.Unsupported("Cancel the token that the call was given.");

    public override int ExecuteNonQuery() => throw OnlyAsynchronous.Call(nameof(ExecuteNonQueryAsync));

    public override object? ExecuteScalar() => throw OnlyAsynchronous.Call(nameof(ExecuteScalarAsync));

    public override void Prepare() => throw OnlyAsynchronous.Call(nameof(PrepareAsync));

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw OnlyAsynchronous.Call(nameof(ExecuteReaderAsync));
}
