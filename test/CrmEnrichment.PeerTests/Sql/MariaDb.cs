using System.Globalization;
using CrmEnrichment.Sql;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>Debian's MariaDB with TLS, and one database <c>crm</c>.</summary>
public sealed class MariaDb : IAsyncLifetime, ISqlPeer
{
    public const string Collection = "MariaDB";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mariadb-");
    private Daemon? _server;

    internal int Port { get; } = PeerProcess.FreePort();

    public SqlEngine Engine => SqlEngine.MySql;

    public string Authority { get; private set; } = "";

    public string Stranger { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var certificates = Certificates.Make(_folder.FullName);
        (Authority, Stranger) = (certificates.Authority, Certificates.Stranger(_folder.FullName));
        await Daemon.GiveAsync("mysql", _folder);
        var data = Path.Combine(_folder.FullName, "data");
        await Daemon.RunAsync("mysql", "mariadb-install-db", ["--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"]);
        _server = new(
            "mysql",
            "/usr/sbin/mariadbd", // off the path of most users
            "--no-defaults",
            $"--datadir={data}",
            $"--socket={Socket}",
            $"--port={Port.ToString(CultureInfo.InvariantCulture)}",
            "--bind-address=127.0.0.1",
            $"--ssl-ca={certificates.Authority}",
            $"--ssl-cert={certificates.Certificate}",
            $"--ssl-key={certificates.Key}",
            "--innodb-flush-log-at-trx-commit=2",
            "--innodb-buffer-pool-size=32M",
            "--max-allowed-packet=64M",
            "--default-time-zone=+05:00",
            "--character-set-server=latin1");
        await StartAsync();
        await AsRootAsync("CREATE USER reader@'%'");
    }

    public string SlowQuery => "SELECT id, SLEEP(60) FROM customers WHERE phone = @phone";

    public Task CrowdAsync(int customers, string phone) => AsRootAsync($"INSERT INTO customers (id, name, phone) SELECT seq + 10, 'somebody', '{phone}' FROM seq_1_to_{customers}");

    public Task<string> AsAdministratorAsync(string sql) => AsRootAsync(sql);

    /// <summary>By MariaDB's own client, which shares no line of code with us.</summary>
    public Task<string> AsRootAsync(string sql) => Daemon.RunAsync(
        "mysql",
        "mariadb",
        ["--no-defaults", $"--socket={Socket}", "--user=root", "--default-character-set=utf8mb4", "--batch", "--skip-column-names"],
        $"CREATE DATABASE IF NOT EXISTS crm CHARACTER SET utf8mb4; USE crm; {sql}");

    public string Secret(string password, string host = "localhost", string database = "crm") =>
        $$"""{"engine":"mariadb","host":"{{host}}","port":"{{Port}}","username":"reader","password":"{{password}}","dbname":"{{database}}"}""";

    public Task SetPasswordAsync(string password) => AsRootAsync($"SET PASSWORD FOR reader@'%' = PASSWORD('{password}')");

    public async Task<int> RunningAsync() =>
        int.Parse(await AsRootAsync("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = 'reader' AND COMMAND IN ('Query', 'Execute')"), CultureInfo.InvariantCulture);

    public Task DisconnectAsync() => AsRootAsync("KILL USER reader");

    public Task StartAsync() => _server!.StartAsync(Port);

    public Task KillAsync() => _server!.KillAsync();

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
