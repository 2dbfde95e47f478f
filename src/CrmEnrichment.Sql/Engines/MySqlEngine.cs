using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using CrmEnrichment.Crm;
using CrmEnrichment.Http.Upstreams;
using MySqlConnector;

namespace CrmEnrichment.Sql.Engines;

/// <summary>MySQL and MariaDB.</summary>
internal sealed class MySqlEngine : IEngine
{
    public string CustomerQuery => DefaultQueries.ByIdInMySql;

    public bool MustPrepare => true;

    public DbDataSource Open(DatabaseLogin login, CrmSourceOptions source)
    {
        var sql = source.Of<SqlSourceOptions>();
        var builder = new MySqlDataSourceBuilder
        {
            ConnectionStringBuilder =
            {
                Server = login.Host,
                Port = (uint)login.Port,
                UserID = login.User,
                Password = login.Password,
                Database = login.Database,
                SslMode = Mode(sql.Tls),
                SslCa = sql.CaFile,
                AllowPublicKeyRetrieval = false,
                MaximumPoolSize = (uint)sql.MaxConnections,

                // Our own limit comes first; these are for a driver that ignores it. MySqlConnector ignores cancellation while it
                // greets the server: then this limit ends it, and 0 would mean never.
                ConnectionTimeout = Seconds(source),
                DefaultCommandTimeout = Seconds(source),
                CancellationTimeout = 1,

                // Text stays text, and a zero date is not an error.
                GuidFormat = MySqlGuidFormat.None,
                ConvertZeroDateTime = true,
            },
        };
        return builder.UseConnectionOpenedCallback(async (context, ct) =>
        {
            await using var command = context.Connection.CreateCommand();
            command.CommandText = Preparation(source.TimeoutMs);
            await command.ExecuteNonQueryAsync(ct);
        }).Build();
    }

    public void Bind(DbCommand command, string name, string? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, (object?)value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }

    public Refusal? Read(Exception exception) => exception switch
    {
        MySqlException { InnerException: AuthenticationException } => new(UpstreamFault.Unavailable, "no trusted TLS connection"),
        MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost } => new(UpstreamFault.Unavailable, "no connection"),
        MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } => new(UpstreamFault.Unavailable, "no answer in time"),
        MySqlException { Number: > 0 } refused => new(
            FaultOf(refused.ErrorCode, refused.SqlState ?? ""),
            $"the database answered with error {refused.Number.ToString(CultureInfo.InvariantCulture)} ({refused.SqlState})",
            IsOfClass(refused.SqlState, "22"),
            IsOfCharacters((int)refused.ErrorCode)),
        MySqlException or MySqlProtocolException or IOException or SocketException => new(UpstreamFault.Unavailable, "the connection broke"),
        InvalidDataException => new(UpstreamFault.Unavailable, "what answers there does not speak MySQL's protocol"),
        NotSupportedException => new(UpstreamFault.AuthRefused, "the user's authentication method is not supported"),
        _ => null,
    };

    /// <summary>
    /// Reads TIMESTAMP in UTC, and makes the server end a query that nobody waits for any more. That setting has another name and unit in MySQL than in
    /// MariaDB, and each ignores the comment for the other:
    /// <see href="https://mariadb.com/kb/en/comment-syntax/"/>.
    /// </summary>
    internal static string Preparation(int timeoutMs) => string.Create(
        CultureInfo.InvariantCulture, $"SET time_zone = '+00:00' /*!50708 , max_execution_time = {timeoutMs} */ /*M!100201 , max_statement_time = {timeoutMs / 1000m} */");

    private static UpstreamFault FaultOf(MySqlErrorCode code, string state) => code switch
    {
        MySqlErrorCode.AccessDenied or MySqlErrorCode.HostNotPrivileged => UpstreamFault.AuthRefused,
        MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied
            or MySqlErrorCode.SpecifiedAccessDeniedError => UpstreamFault.Forbidden,

        // Their SQL state says "wrong statement" (42).
        MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.UserLimitReached => UpstreamFault.Unavailable,
        _ when IsOfClass(state, "28") || IsUserShutOut((int)code) => UpstreamFault.AuthRefused,
        _ when IsOfCharacters((int)code) => UpstreamFault.Rejected,
        _ when IsOfClass(state, "42") || IsOfClass(state, "22") || IsOfClass(state, "23") || IsOfClass(state, "21") => UpstreamFault.Rejected,
        _ => UpstreamFault.Unavailable,
    };

    /// <summary>The password has expired or the account is locked, by the numbers of MySQL and of MariaDB. These errors have no SQL state of their own.</summary>
    private static bool IsUserShutOut(int code) => code is 1820 or 1862 or 3118 or 4151;

    /// <summary>
    /// Collations that cannot be compared, and characters that cannot be converted. Their SQL state is the general HY000, which would put the fault of one
    /// question down to the database.
    /// </summary>
    private static bool IsOfCharacters(int code) => code is 1267 or 1270 or 1271 or 1300 or 1366 or 3854 or 3988;

    private static bool IsOfClass(string? state, string of) => state is not null && state.StartsWith(of, StringComparison.Ordinal);

    private static uint Seconds(CrmSourceOptions source) => (uint)((source.TimeoutMs + 999) / 1000);

    private static MySqlSslMode Mode(SqlTls tls) => tls switch
    {
        SqlTls.None => MySqlSslMode.None,
        SqlTls.Required => MySqlSslMode.Required,
        SqlTls.VerifyCA => MySqlSslMode.VerifyCA,
        _ => MySqlSslMode.VerifyFull,
    };
}
