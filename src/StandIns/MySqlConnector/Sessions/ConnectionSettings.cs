using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>What a connection string says, once it cannot change any more.</summary>
internal sealed record ConnectionSettings(
    string Server,
    int Port,
    string User,
    string Password,
    string Database,
    MySqlSslMode SslMode,
    string SslCa,
    bool AllowPublicKeyRetrieval,
    TimeSpan ConnectionTimeout,
    int CommandTimeoutSeconds,
    int CancellationTimeoutSeconds,
    int MaximumPoolSize,
    TimeSpan ConnectionLifeTime,
    TimeSpan ConnectionIdleTimeout,
    ColumnRules Columns)
{
    public static ConnectionSettings Of(MySqlConnectionStringBuilder builder) => new(
        builder.Server,
        checked((int)builder.Port),
        builder.UserID,
        builder.Password,
        builder.Database,
        builder.SslMode,
        builder.SslCa,
        builder.AllowPublicKeyRetrieval,
        Seconds(builder.ConnectionTimeout),
        checked((int)builder.DefaultCommandTimeout),
        builder.CancellationTimeout,
        checked((int)builder.MaximumPoolSize),
        Seconds(builder.ConnectionLifeTime),
        Seconds(builder.ConnectionIdleTimeout),
        new(builder.GuidFormat is not MySqlGuidFormat.None, builder.ConvertZeroDateTime));

    private static TimeSpan Seconds(uint seconds) => seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);

    // Nobody should see a password because they logged a record.
    public override string ToString() => $"{Server}:{Port}";
}
