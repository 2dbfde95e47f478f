using System.Data.Common;
using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>Coming in, and being turned away.</summary>
[Collection(MariaDb.Collection)]
public sealed class ConnectingTests(MariaDb server)
{
    private const string Cipher = "SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MySqlSslMode.None, false)]
    [InlineData(MySqlSslMode.Preferred, true)]
    [InlineData(MySqlSslMode.Required, true)]
    [InlineData(MySqlSslMode.VerifyCA, true)]
    [InlineData(MySqlSslMode.VerifyFull, true)]
    public async Task Each_TLS_mode_connects_with_or_without_TLS_as_it_says(MySqlSslMode mode, bool secure)
    {
        await using var source = server.Open(with => with.SslMode = mode);

        var cipher = (await source.ScalarAsync(Cipher)).ShouldBeOfType<string>();

        cipher.Contains("AES", StringComparison.Ordinal).ShouldBe(secure, cipher);
    }

    [Theory]
    [InlineData(MySqlSslMode.Preferred, true)]
    [InlineData(MySqlSslMode.Required, true)]
    [InlineData(MySqlSslMode.VerifyCA, false)]
    [InlineData(MySqlSslMode.VerifyFull, false)]
    public async Task A_certificate_of_an_unknown_authority_is_refused_by_the_modes_that_verify_it(MySqlSslMode mode, bool connects)
    {
        await using var source = server.Open(with => (with.SslMode, with.SslCa) = (mode, server.Stranger));

        await ConnectsOrNotAsync(source, connects);
    }

    [Theory]
    [InlineData(MySqlSslMode.VerifyCA, true)]
    [InlineData(MySqlSslMode.VerifyFull, false)]
    public async Task A_certificate_for_another_name_is_refused_by_VerifyFull(MySqlSslMode mode, bool connects)
    {
        await using var source = server.Open(with => (with.SslMode, with.Server) = (mode, "127.0.0.1"));

        await ConnectsOrNotAsync(source, connects);
    }

    [Fact]
    public async Task A_file_of_authorities_that_is_not_there_is_named()
    {
        await using var source = server.Open(with => with.SslCa = "/nowhere/authority.pem");

        var refused = await Should.ThrowAsync<MySqlException>(() => source.OpenConnectionAsync(Ct).AsTask());

        refused.Message.ShouldContain("/nowhere/authority.pem");
    }

    [Fact]
    public async Task A_wrong_password_is_access_denied()
    {
        await using var source = server.Open(with => with.Password = "wrong");

        await RefusedAsync(source, MySqlErrorCode.AccessDenied, "28000");
    }

    [Fact]
    public async Task A_user_without_a_password_needs_none()
    {
        await server.AsRootAsync("CREATE OR REPLACE USER open@'%'");
        await using var source = server.Open(with => (with.UserID, with.Password, with.Database) = ("open", "", ""));

        (await source.ScalarAsync("SELECT CURRENT_USER()")).ShouldBe("open@%");
    }

    [Fact]
    public async Task An_unknown_database_is_named_as_such()
    {
        await server.AsRootAsync("GRANT ALL ON nowhere.* TO app@'%'");
        await using var source = server.Open(with => with.Database = "nowhere");

        await RefusedAsync(source, MySqlErrorCode.UnknownDatabase, "42000");
    }

    [Fact]
    public async Task A_database_without_a_right_to_it_is_denied()
    {
        await using var source = server.Open(with => with.Database = "mysql");

        await RefusedAsync(source, MySqlErrorCode.DatabaseAccessDenied, "42000");
    }

    [Fact]
    public async Task A_method_that_we_do_not_know_is_named()
    {
        await server.AsRootAsync("INSTALL PLUGIN IF NOT EXISTS ed25519 SONAME 'auth_ed25519'; CREATE OR REPLACE USER curve@'%' IDENTIFIED VIA ed25519 USING PASSWORD('secret')");
        await using var source = server.Open(with => (with.UserID, with.Password) = ("curve", "secret"));

        (await Should.ThrowAsync<NotSupportedException>(() => source.OpenConnectionAsync(Ct).AsTask())).Message.ShouldContain("client_ed25519");
    }

    [Fact]
    public async Task Where_nobody_listens_is_told_as_something_that_may_pass()
    {
        await using var source = server.Open(with => with.Port = (uint)PeerProcess.FreePort());

        (await RefusedAsync(source, MySqlErrorCode.UnableToConnectToHost, null)).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Too_many_connections_are_told_as_something_that_may_pass()
    {
        await server.AsRootAsync("SET GLOBAL max_connections = 10");
        try
        {
            await using var source = server.Open();
            await using var all = await OpenAllAsync(source, 10);

            all.Refusal.ErrorCode.ShouldBe(MySqlErrorCode.ConnectionCountError);
            all.Refusal.IsTransient.ShouldBeTrue();
        }
        finally
        {
            await server.AsRootAsync("SET GLOBAL max_connections = 151");
        }
    }

    [Fact]
    public async Task Too_many_connections_of_one_user_have_their_own_number()
    {
        await server.AsRootAsync("CREATE OR REPLACE USER few@'%' WITH MAX_USER_CONNECTIONS 1; GRANT SELECT ON crm.* TO few@'%'");
        await using var source = server.Open(with => (with.UserID, with.Password) = ("few", ""));
        await using var all = await OpenAllAsync(source, 1);

        all.Refusal.ErrorCode.ShouldBe(MySqlErrorCode.UserLimitReached);
    }

    [Fact]
    public async Task Text_goes_both_ways_in_utf8mb4_whatever_the_servers_default_is()
    {
        await using var source = server.Open();

        // The second time with a session that was reset.
        for (var i = 0; i < 2; i++)
        {
            (await source.ScalarAsync("SELECT CONCAT(@@character_set_client, @@character_set_connection, @@character_set_results)")).ShouldBe("utf8mb4utf8mb4utf8mb4");
        }
    }

    [Fact]
    public async Task The_version_is_the_servers_own() // a 5.5.5- in front of it is for old replicas
    {
        await using var source = server.Open();
        await using var connection = await source.OpenConnectionAsync(Ct);

        connection.ServerVersion.ShouldContain("MariaDB");
        connection.ServerVersion.ShouldEndWith((string)(await connection.ScalarAsync("SELECT VERSION()"))!);
    }

    private static async Task ConnectsOrNotAsync(MySqlDataSource source, bool connects)
    {
        if (connects)
        {
            (await source.ScalarAsync("SELECT 1")).ShouldBe(1);
        }
        else
        {
            await RefusedAsync(source, MySqlErrorCode.UnableToConnectToHost, null);
        }
    }

    private static async Task<MySqlException> RefusedAsync(MySqlDataSource source, MySqlErrorCode code, string? state)
    {
        var refused = await Should.ThrowAsync<MySqlException>(() => source.OpenConnectionAsync(Ct).AsTask());
        (refused.ErrorCode, refused.Number, refused.SqlState).ShouldBe((code, (int)code, state));
        return refused;
    }

    private static async Task<Opened> OpenAllAsync(MySqlDataSource source, int more)
    {
        var opened = new List<DbConnection>();
        try
        {
            // One more, since the server keeps a place for its administrator.
            for (var i = 0; i < more + 2; i++)
            {
                opened.Add(await source.OpenConnectionAsync(Ct));
            }
        }
        catch (MySqlException refusal)
        {
            return new(opened, refusal);
        }

        throw new InvalidOperationException("The server took them all.");
    }

    private sealed record Opened(List<DbConnection> Connections, MySqlException Refusal) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var connection in Connections)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
