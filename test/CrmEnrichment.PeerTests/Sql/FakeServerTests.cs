using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using CrmEnrichment.Tests.MySql;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>
/// No server here has caching_sha2_password, so our client is tested with a server of our own making. That server is tested here, with a client that others wrote.
/// </summary>
public sealed class FakeServerTests : IDisposable
{
    private const string Password = "sésame, ouvre-toi";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-mysql-");
    private readonly Certificates _certificates;
    private readonly X509Certificate2 _certificate;

    public FakeServerTests()
    {
        _certificates = Certificates.Make(_folder.FullName);
        _certificate = X509Certificate2.CreateFromPemFile(_certificates.Certificate, _certificates.Key);
    }

    [Theory]
    [InlineData(MySqlAccount.Native, MySqlAccount.Native, false, false, "native")]
    [InlineData(MySqlAccount.Native, MySqlAccount.Sha2, false, true, "switch native")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Sha2, true, false, "fast")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Native, true, true, "switch fast")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Sha2, false, true, "password over TLS")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Sha2, false, false, "key encrypted password")]
    public async Task MariaDBs_client_signs_in(string method, string greeting, bool cached, bool tls, string how)
    {
        await using var server = new FakeMySqlServer(new(Password, method, greeting, cached), tls ? _certificate : null);

        await SignInAsync(server, Password, tls);

        string.Join(' ', server.Log).ShouldBe(how);
    }

    [Theory]
    [InlineData(MySqlAccount.Native, false)]
    [InlineData(MySqlAccount.Sha2, true)]
    [InlineData(MySqlAccount.Sha2, false)]
    public async Task MariaDBs_client_is_refused_with_a_wrong_password(string method, bool cached)
    {
        await using var server = new FakeMySqlServer(new(Password, method, method, cached));

        (await Should.ThrowAsync<InvalidOperationException>(() => SignInAsync(server, "wrong", tls: false))).Message.ShouldContain("1045");

        server.Log.ShouldContain("refused");
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Task<string> SignInAsync(FakeMySqlServer server, string password, bool tls) => Daemon.RunAsync("mysql", "mariadb",
    [
        "--no-defaults", "--protocol=tcp", "--host=127.0.0.1", $"--port={server.Port.ToString(CultureInfo.InvariantCulture)}", "--user=app", $"--password={password}",
        "--default-character-set=utf8mb4", tls ? "--ssl" : "--skip-ssl", "--execute=DO 1",
    ]);
}
