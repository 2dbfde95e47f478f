using CrmEnrichment.StandIns.MySql.Sessions;

namespace MySqlConnector;

public sealed class MySqlDataSourceBuilder(string? connectionString = null)
{
    private MySqlConnectionOpenedCallback? _opened;

    public MySqlConnectionStringBuilder ConnectionStringBuilder { get; } = new(connectionString ?? "");

    public MySqlDataSourceBuilder UseConnectionOpenedCallback(MySqlConnectionOpenedCallback callback)
    {
        _opened += callback;
        return this;
    }

    public MySqlDataSource Build() => new(ConnectionSettings.Of(ConnectionStringBuilder), _opened);
}
