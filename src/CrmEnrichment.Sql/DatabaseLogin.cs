using System.Globalization;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Sql;

/// <summary>Host and login of a database, from a secret with the members that AWS uses for RDS.</summary>
internal sealed record DatabaseLogin(string Host, int Port, string User, string Password, string Database)
{
    /// <exception cref="UpstreamException">With <see cref="UpstreamFault.AuthRefused"/>, naming the member that is missing or wrong.</exception>
    public static DatabaseLogin Read(SecretDocument secret, SqlEngine engine)
    {
        if (secret.Find("engine", Meaning(engine)) is { } named && named.Contains("postgres", StringComparison.OrdinalIgnoreCase) != engine is SqlEngine.PostgreSql)
        {
            throw secret.Unusable($"is for an engine that is not the configured {engine}", "engine", Meaning(engine));
        }

        return new(
            ReadHost(secret),
            ReadPort(secret, engine),
            secret.Text("username", "the user's name"),
            secret.Text("password", "the user's password"),
            secret.Find("dbname", "the database's name") is { Length: > 0 } name ? name : secret.Text("database", "the database's name"));
    }

    // A record would print the password.
    public override string ToString() => $"{Host}:{Port}/{Database}";

    // Drivers misread a host with a scheme or a port, each in its own way.
    private static string ReadHost(SecretDocument secret)
    {
        const string Meaning = "the database's host name";
        var host = secret.Text("host", Meaning).Trim();
        return Uri.CheckHostName(host) is not UriHostNameType.Unknown ? host : throw secret.Unusable("has no host name in its member 'host'", "host", Meaning);
    }

    private static int ReadPort(SecretDocument secret, SqlEngine engine)
    {
        const string Meaning = "the database's port";
        return secret.Find("port", Meaning) is not { } text ? engine is SqlEngine.PostgreSql ? 5432 : 3306
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? port
            : throw secret.Unusable("has no port in its member 'port'", "port", Meaning);
    }

    private static string Meaning(SqlEngine engine) => engine is SqlEngine.PostgreSql ? "postgres" : "mysql or mariadb";
}
