using System.Globalization;
using MySqlConnector;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>Debian's MariaDB with TLS, one database <c>crm</c>, and the user <c>app</c>, who may read and write it.</summary>
public sealed class MariaDb : IAsyncLifetime
{
    public const string Collection = "MariaDB";
    public const string Password = "pâss-wörd; 'quoted' \"密码\"";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mariadb-");
    private Daemon? _server;

    internal int Port { get; } = PeerProcess.FreePort();

    /// <summary>The authority that has signed the server's certificate, and one that has not.</summary>
    internal string Authority { get; private set; } = "";

    internal string Stranger { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var certificates = Certificates.Make(_folder.FullName);
        (Authority, Stranger) = (certificates.Authority, Certificates.Stranger(_folder.FullName));
        if (Environment.IsPrivilegedProcess)
        {
            await Daemon.RunAsync("root", "chown", ["-R", "mysql:mysql", _folder.FullName]);
        }

        var data = Path.Combine(_folder.FullName, "data");
        await Daemon.RunAsync("mysql", "mariadb-install-db", ["--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"]);
        _server = new(
            "mysql",
            "mariadbd",
            "--no-defaults",
            $"--datadir={data}",
            $"--socket={Socket}",
            $"--port={Port.ToString(CultureInfo.InvariantCulture)}",
            "--bind-address=127.0.0.1",
            $"--ssl-ca={certificates.Authority}",
            $"--ssl-cert={certificates.Certificate}",
            $"--ssl-key={certificates.Key}",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=32M",
            "--max-allowed-packet=64M",
            "--default-time-zone=+05:00",
            "--character-set-server=latin1");
        await StartAsync();
        await AsRootAsync($"""
            CREATE USER app@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('{Password.Replace("'", "''", StringComparison.Ordinal)}');
            GRANT ALL ON crm.* TO app@'%';
            """);
    }

    /// <summary>As an administrator, by MariaDB's own client, which shares no line of code with us.</summary>
    public Task<string> AsRootAsync(string sql) => Daemon.RunAsync(
        "mysql",
        "mariadb",
        ["--no-defaults", $"--socket={Socket}", "--user=root", "--default-character-set=utf8mb4", "--batch", "--skip-column-names"],
        $"CREATE DATABASE IF NOT EXISTS crm CHARACTER SET utf8mb4; USE crm; {sql}");

    internal Task StartAsync() => _server!.StartAsync(Port);

    internal Task KillAsync() => _server!.KillAsync();

    internal void Signal(string name) => _server!.Signal(name);

    /// <summary>Connections of the user <c>app</c>, over TLS with a verified certificate where nothing else is said.</summary>
    internal MySqlDataSource Open(Action<MySqlConnectionStringBuilder>? change = null, MySqlConnectionOpenedCallback? opened = null)
    {
        var builder = new MySqlDataSourceBuilder
        {
            ConnectionStringBuilder =
            {
                Server = "localhost",
                Port = (uint)Port,
                UserID = "app",
                Password = Password,
                Database = "crm",
                SslMode = MySqlSslMode.VerifyFull,
                SslCa = Authority,
            },
        };
        change?.Invoke(builder.ConnectionStringBuilder);
        return opened is null ? builder.Build() : builder.UseConnectionOpenedCallback(opened).Build();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private string Socket => Path.Combine(_folder.FullName, "socket");
}

/// <summary>One server for all, and its tests one after the other: some restart it.</summary>
[CollectionDefinition(MariaDb.Collection)]
public sealed class MariaDbCollection : ICollectionFixture<MariaDb>;
