using System.Data.Common;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CrmEnrichment.Tests.MySql;
using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.MySql;

/// <summary>The ways to prove who we are that MariaDB 10.11 has not, with a server that its client signs in to (see the peer tests).</summary>
public sealed class SignInTests : IDisposable
{
    private const string Password = "sésame, ouvre-toi";

    private readonly X509Certificate2 _certificate = Certify();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MySqlAccount.Native, MySqlAccount.Native, false, false, "native")]
    [InlineData(MySqlAccount.Native, MySqlAccount.Sha2, false, false, "switch native")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Sha2, true, false, "fast")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Sha2, true, true, "fast")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Native, true, true, "switch fast")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Sha2, false, true, "password over TLS")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Native, false, true, "switch password over TLS")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Sha2, false, false, "key encrypted password")]
    [InlineData(MySqlAccount.Sha2, MySqlAccount.Native, false, false, "switch key encrypted password")]
    public async Task The_servers_method_is_followed(string method, string greeting, bool cached, bool tls, string how)
    {
        await using var server = new FakeMySqlServer(new(Password, method, greeting, cached), tls ? _certificate : null);
        await using var source = Open(server, tls ? MySqlSslMode.Required : MySqlSslMode.None);

        (await AskAsync(source)).ShouldBe("forty-two");

        string.Join(' ', server.Log).ShouldBe(how);
    }

    [Theory]
    [InlineData(MySqlAccount.Native, false, false)]
    [InlineData(MySqlAccount.Sha2, true, false)]
    [InlineData(MySqlAccount.Sha2, false, true)]
    [InlineData(MySqlAccount.Sha2, false, false)]
    public async Task A_wrong_password_is_refused_by_the_server(string method, bool cached, bool tls)
    {
        await using var server = new FakeMySqlServer(new(Password, method, method, cached), tls ? _certificate : null);
        await using var source = Open(server, tls ? MySqlSslMode.Required : MySqlSslMode.None, "wrong");

        (await Should.ThrowAsync<MySqlException>(() => AskAsync(source))).ErrorCode.ShouldBe(MySqlErrorCode.AccessDenied);
        server.Log.ShouldContain("refused");
    }

    [Fact]
    public async Task A_method_that_we_do_not_know_is_named()
    {
        await using var server = new FakeMySqlServer(new(Password, MySqlAccount.Native, "some_other_method"));
        await using var source = Open(server, MySqlSslMode.None);

        (await Should.ThrowAsync<NotSupportedException>(() => AskAsync(source))).Message.ShouldContain("some_other_method");
    }

    [Fact]
    public async Task A_server_without_TLS_is_no_server_for_who_requires_it()
    {
        await using var server = new FakeMySqlServer(new(Password, MySqlAccount.Native, MySqlAccount.Native));
        await using var source = Open(server, MySqlSslMode.Required);

        (await Should.ThrowAsync<MySqlException>(() => AskAsync(source))).Message.ShouldBe("Server does not support SSL");
        server.Log.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_without_TLS_does_for_who_prefers_it()
    {
        await using var server = new FakeMySqlServer(new(Password, MySqlAccount.Native, MySqlAccount.Native));
        await using var source = Open(server, MySqlSslMode.Preferred);

        (await AskAsync(source)).ShouldBe("forty-two");
    }

    [Fact]
    public async Task A_server_of_before_MySQL_5_7_is_understood()
    {
        await using var server = new FakeMySqlServer(new(Password, MySqlAccount.Native, MySqlAccount.Native), deprecateEof: false);
        await using var source = Open(server, MySqlSslMode.None);

        (await AskAsync(source)).ShouldBe("forty-two");
        (await AskAsync(source)).ShouldBe("forty-two"); // with a session that was reset
    }

    public void Dispose() => _certificate.Dispose();

    private static MySqlDataSource Open(FakeMySqlServer server, MySqlSslMode mode, string password = Password) => new MySqlDataSourceBuilder
    {
        ConnectionStringBuilder = { Server = "127.0.0.1", Port = (uint)server.Port, UserID = "app", Password = password, Database = "crm", SslMode = mode },
    }.Build();

    private static async Task<object?> AskAsync(DbDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT answer FROM everything";
        await command.PrepareAsync(Ct);
        return await command.ExecuteScalarAsync(Ct);
    }

    private static X509Certificate2 Certify()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
    }
}
