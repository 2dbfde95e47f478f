using MySqlConnector;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

[Collection(MariaDb.Collection)]
public sealed class ConnectingTests(MariaDb server)
{
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

        var cipher = await source.ScalarAsync("SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'");

        cipher.ShouldBeOfType<string>().Length.ShouldBeGreaterThan(secure ? 10 : -1);
        (cipher is "").ShouldBe(!secure);
    }
}
