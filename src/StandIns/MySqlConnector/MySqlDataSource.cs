using System.Data.Common;
using CrmEnrichment.StandIns.MySql.Sessions;

namespace MySqlConnector;

/// <summary>Connections to one server, out of one pool.</summary>
public sealed class MySqlDataSource : DbDataSource
{
    private readonly SessionPool _pool;
    private readonly MySqlConnectionOpenedCallback? _opened;

    internal MySqlDataSource(ConnectionSettings settings, MySqlConnectionOpenedCallback? opened) => (_pool, _opened) = (new(settings), opened);

    /// <summary>Without the password.</summary>
    public override string ConnectionString => new MySqlConnectionStringBuilder
    {
        Server = _pool.Settings.Server,
        Port = (uint)_pool.Settings.Port,
        UserID = _pool.Settings.User,
        Database = _pool.Settings.Database,
    }.ConnectionString;

    protected override DbConnection CreateDbConnection() => new MySqlConnection(_pool, _opened);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pool.Dispose();
        }

        base.Dispose(disposing);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await _pool.DisposeAsync();
        await base.DisposeAsyncCore();
    }
}
