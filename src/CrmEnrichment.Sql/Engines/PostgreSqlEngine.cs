using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using CrmEnrichment.Crm;
using CrmEnrichment.Http.Upstreams;
using Npgsql;
using NpgsqlTypes;

namespace CrmEnrichment.Sql.Engines;

/// <summary>PostgreSQL.</summary>
internal sealed class PostgreSqlEngine : IEngine
{
    public string CustomerQuery => DefaultQueries.ById;

    // Values are always sent separately from the statement. A prepared statement is refused after its table gets another column (0A000).
    public bool MustPrepare => false;

    public DbDataSource Open(DatabaseLogin login, CrmSourceOptions source)
    {
        var sql = source.Of<SqlSourceOptions>();
        var builder = new NpgsqlSlimDataSourceBuilder
        {
            ConnectionStringBuilder =
            {
                Host = login.Host,
                Port = login.Port,
                Username = login.User,
                Password = login.Password,
                Database = login.Database,
                SslMode = Mode(sql.Tls),
                RootCertificate = sql.CaFile.Length > 0 ? sql.CaFile : null,
                MaxPoolSize = sql.MaxConnections,

                // Our own limit comes first; these are for a driver that ignores it.
                Timeout = Seconds(source),
                CommandTimeout = Seconds(source),
                CancellationTimeout = 1000,

                // Settings of a connection stay: no use changes what the next use must not see.
                NoResetOnClose = true,
            },
        };
        builder.EnableTransportSecurity();
        builder.EnableArrays();
        builder.UsePhysicalConnectionInitializer(
            _ => throw new NotSupportedException("Connections are opened by OpenAsync."),
            async connection =>
            {
                await using var command = connection.CreateCommand();

                // The server ends a query that nobody waits for any more.
                command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SET statement_timeout = {source.TimeoutMs}");
                await command.ExecuteNonQueryAsync();
            });
        return builder.Build();
    }

    // Without a type: the server uses the type of the column that it is compared with.
    public void Bind(DbCommand command, string name, string? value) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Unknown) { Value = (object?)value ?? DBNull.Value });

    public Refusal? Read(Exception exception) => exception switch
    {
        PostgresException refused => new(
            FaultOf(refused.SqlState),
            $"the database answered with error {refused.SqlState}",
            IsOfClass(refused.SqlState, "22")),
        NpgsqlException { InnerException: AuthenticationException } => new(UpstreamFault.Unavailable, "no trusted TLS connection"),
        NpgsqlException { InnerException: SocketException } or SocketException => new(UpstreamFault.Unavailable, "no connection"),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => new(UpstreamFault.Unavailable, "no answer in time"),
        NpgsqlException or IOException => new(UpstreamFault.Unavailable, "the connection broke"),
        InvalidDataException => new(UpstreamFault.Unavailable, "what answers there does not speak PostgreSQL's protocol"),
        NotSupportedException => new(UpstreamFault.AuthRefused, "the user's authentication method is not supported"),
        _ => null,
    };

    private static UpstreamFault FaultOf(string state) => state switch
    {
        PostgresErrorCodes.InsufficientPrivilege => UpstreamFault.Forbidden,
        _ when IsOfClass(state, "28") => UpstreamFault.AuthRefused,

        // Unknown database or schema, wrong statement, wrong value, a constraint, several rows where one belongs, what this server cannot do.
        _ when IsOfClass(state, "3D") || IsOfClass(state, "3F") || IsOfClass(state, "42") || IsOfClass(state, "22") || IsOfClass(state, "23") || IsOfClass(state, "21") || IsOfClass(state, "0A") => UpstreamFault.Rejected,
        _ => UpstreamFault.Unavailable,
    };

    private static bool IsOfClass(string state, string of) => state.StartsWith(of, StringComparison.Ordinal);

    private static int Seconds(CrmSourceOptions source) => (source.TimeoutMs + 999) / 1000;

    private static SslMode Mode(SqlTls tls) => tls switch
    {
        SqlTls.None => SslMode.Disable,
        SqlTls.Required => SslMode.Require,
        SqlTls.VerifyCA => SslMode.VerifyCA,
        _ => SslMode.VerifyFull,
    };
}
