using System.Globalization;
using CrmEnrichment.Sql;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>Debian's PostgreSQL with TLS, one database <c>crm</c>, and the user <c>reader</c>.</summary>
public sealed class PostgreSql : IAsyncLifetime, ISqlPeer
{
    public const string Collection = "PostgreSQL";

    // Debian puts each version's programs into a folder of its own, off the path.
    private static readonly string s_programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postgresql-");
    private readonly int _port = PeerProcess.FreePort();
    private Daemon? _server;

    public SqlEngine Engine => SqlEngine.PostgreSql;

    public string Authority { get; private set; } = "";

    public string Stranger { get; private set; } = "";

    private string Data => Path.Combine(_folder.FullName, "data");

    public async ValueTask InitializeAsync()
    {
        var certificates = Certificates.Make(_folder.FullName);
        (Authority, Stranger) = (certificates.Authority, Certificates.Stranger(_folder.FullName));
        await Daemon.RunAsync(Daemon.Myself, "chmod", ["600", certificates.Key]);
        await Daemon.GiveAsync("postgres", _folder);
        await Daemon.RunAsync("postgres", $"{s_programs}/initdb", ["--pgdata", Data, "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync"]);
        _server = new(
            "postgres",
            $"{s_programs}/postgres",
            "-D", Data,
            "-k", _folder.FullName,
            "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1",
            "-c", "fsync=off",
            "-c", "ssl=on",
            "-c", $"ssl_cert_file={certificates.Certificate}",
            "-c", $"ssl_key_file={certificates.Key}");
        await StartAsync();
        await PsqlAsync("postgres", "CREATE DATABASE crm");
        await AsAdministratorAsync("CREATE USER reader");
    }

    public string Secret(string password, string host = "localhost", string database = "crm") =>
        $$"""{"engine":"postgres","host":"{{host}}","port":{{_port}},"username":"reader","password":"{{password}}","dbname":"{{database}}"}""";

    public string SlowQuery => "SELECT id, pg_sleep(60)::text FROM customers WHERE phone = @phone";

    public Task CrowdAsync(int customers, string phone) =>
        AsAdministratorAsync($"INSERT INTO customers (id, name, phone) SELECT i + 10, 'somebody', '{phone}' FROM generate_series(1, {customers}) AS i");

    public Task<string> AsAdministratorAsync(string sql) => PsqlAsync("crm", sql);

    public Task SetPasswordAsync(string password) => AsAdministratorAsync($"ALTER USER reader PASSWORD '{password}'");

    public async Task<int> RunningAsync() =>
        int.Parse(await AsAdministratorAsync("SELECT COUNT(*) FROM pg_stat_activity WHERE usename = 'reader' AND state = 'active'"), CultureInfo.InvariantCulture);

    public Task DisconnectAsync() => AsAdministratorAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'");

    public Task KillAsync() => _server!.KillAsync();

    public async Task StartAsync()
    {
        // What a killed server leaves behind.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        await _server!.StartAsync(_port);

        // The port answers a moment before the server does.
        await Eventually.ShouldBeAsync("1", async () => await ReadyAsync() ? "1" : "0");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<bool> ReadyAsync()
    {
        try
        {
            await PsqlAsync("postgres", "SELECT 1");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private Task<string> PsqlAsync(string database, string sql) => Daemon.RunAsync(
        "postgres",
        $"{s_programs}/psql",
        ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", $"--host={_folder.FullName}", $"--port={_port.ToString(CultureInfo.InvariantCulture)}", "--username=postgres", database],
        sql);
}

/// <summary>One server for all, and its tests one after the other: some restart it.</summary>
[CollectionDefinition(PostgreSql.Collection)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSql>;
