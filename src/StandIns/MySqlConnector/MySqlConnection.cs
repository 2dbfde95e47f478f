using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.StandIns.MySql.Sessions;

namespace MySqlConnector;

public sealed class MySqlConnection : DbConnection
{
    private readonly SessionPool _pool;
    private readonly MySqlConnectionOpenedCallback? _opened;
    private Session? _session;
    private bool _opening;

    internal MySqlConnection(SessionPool pool, MySqlConnectionOpenedCallback? opened) => (_pool, _opened) = (pool, opened);

    [AllowNull]
    public override string ConnectionString
    {
        get => $"Server={_pool.Settings.Server};Port={_pool.Settings.Port}";
        set => throw OnlyAsynchronous.Unsupported("A connection comes from a MySqlDataSource.");
    }

    public override string Database => _pool.Settings.Database;

    public override string DataSource => _pool.Settings.Server;

    public override string ServerVersion => Session.ServerVersion;

    public override int ConnectionTimeout => (int)Math.Max(0, _pool.Settings.ConnectionTimeout.TotalSeconds);

    public override ConnectionState State => (_session, _opening) switch
    {
        (null, true) => ConnectionState.Connecting,
        (null, false) => ConnectionState.Closed,
        ({ Exchange.HasFailed: true }, _) => ConnectionState.Broken,
        _ => ConnectionState.Open,
    };

    internal Session Session => _session ?? throw new InvalidOperationException($"Connection must be Open; current state is {State}");

    /// <summary>The reader that is being read.</summary>
    internal MySqlDataReader? Reader { get; set; }

    /// <exception cref="MySqlException">Nobody answers, we are refused, or no connection becomes free in time.</exception>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (State is not ConnectionState.Closed)
        {
            throw new InvalidOperationException($"Cannot Open when State is {State}.");
        }

        _opening = true;
        try
        {
            (_session, var conditions) = await _pool.RentAsync(cancellationToken);
            if (_opened is not null)
            {
                await _opened(new(this, conditions), cancellationToken);
            }
        }
        catch
        {
            _session?.Exchange.Doom();
            Close();
            throw;
        }
        finally
        {
            _opening = false;
        }
    }

    /// <summary>Gives the connection back. One whose rows were not all read is closed, since reading them takes waiting: see <see cref="CloseAsync"/>.</summary>
    public override void Close()
    {
        if (_session is { } session)
        {
            _session = null;
            Reader = null;
            _pool.Return(session);
        }
    }

    public override async Task CloseAsync()
    {
        if (Reader is { } reader)
        {
            await reader.DisposeAsync();
        }

        Close();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    public override void Open() => throw OnlyAsynchronous.Call(nameof(OpenAsync));

    public override void ChangeDatabase(string databaseName) => throw OnlyAsynchronous.Unsupported("Name the database in the connection string.");

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw OnlyAsynchronous.Unsupported("Transactions are not part of this.");

    protected override DbCommand CreateDbCommand() => new MySqlCommand(this) { CommandTimeout = _pool.Settings.CommandTimeoutSeconds };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }
}
