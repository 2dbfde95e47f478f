using System.Globalization;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

[Collection(MariaDb.Collection)]
public sealed class MariaDbFailureTests(MariaDb peer) : SqlFailingContract(peer)
{
    [Fact]
    public async Task A_caller_who_leaves_has_the_server_told_to_stop()
    {
        using var room = Open(("Sql:PhoneQuery", Peer.SlowQuery));
        using var impatient = new CancellationTokenSource();
        var told = await ToldToStopAsync();
        var asking = room.FindUntilAsync(Ada, impatient.Token);
        await Eventually.ShouldBeAsync(1, Peer.RunningAsync);

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await Eventually.ShouldBeAsync(told + 1, ToldToStopAsync);
    }

    [Theory]
    [InlineData("ACCOUNT LOCK")]
    [InlineData("PASSWORD EXPIRE")]
    public async Task A_user_who_is_shut_out_is_refused_and_left_alone(string how)
    {
        await Peer.AsAdministratorAsync($"ALTER USER reader {how}");
        try
        {
            using var room = Open();

            var refused = await Should.ThrowAsync<UpstreamException>(() => room.FindAsync(phone: Ada));

            refused.Fault.ShouldBe(UpstreamFault.AuthRefused, refused.Message);
            refused.Message.ShouldContain("of the secret 'crm/database'");
        }
        finally
        {
            await Peer.AsAdministratorAsync("ALTER USER reader ACCOUNT UNLOCK");
            await Peer.SetPasswordAsync("right-password");
        }
    }

    [Fact]
    public async Task A_user_whose_authentication_method_the_driver_does_not_know_is_refused_with_the_fix()
    {
        await Peer.AsAdministratorAsync("INSTALL PLUGIN IF NOT EXISTS ed25519 SONAME 'auth_ed25519'; ALTER USER reader IDENTIFIED VIA ed25519 USING PASSWORD('right-password')");
        try
        {
            using var room = Open();

            var refused = await Should.ThrowAsync<UpstreamException>(() => room.FindAsync(phone: Ada));

            refused.Fault.ShouldBe(UpstreamFault.AuthRefused, refused.Message);
            refused.Message.ShouldContain("authentication method");
        }
        finally
        {
            await Peer.AsAdministratorAsync("ALTER USER reader IDENTIFIED VIA mysql_native_password USING PASSWORD('right-password')");
        }
    }

    /// <summary>MariaDB's error 1267 has the general state HY000.</summary>
    [Fact]
    public async Task An_id_that_the_database_cannot_compare_is_nobodys_and_says_nothing_against_the_database()
    {
        await Peer.AsAdministratorAsync(
            "ALTER TABLE customers ADD COLUMN code VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT 'C-1', ADD COLUMN other VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_general_ci DEFAULT 'C-1'");
        try
        {
            using var room = Open(("Sql:CustomerQuery", "SELECT id, name FROM customers WHERE code = other AND code = @id"));
            using var fine = Open(("Sql:CustomerQuery", "SELECT id, name FROM customers WHERE code = @id"));

            foreach (var id in new[] { "ключ", "漢字", "😀", "№ 1" })
            {
                (await fine.FindAsync(id: id, phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
            }

            // A statement that fails for every id is not taken for nobody.
            (await Should.ThrowAsync<UpstreamException>(() => room.FindAsync(id: "C-1"))).Fault.ShouldBe(UpstreamFault.Rejected);
        }
        finally
        {
            await Peer.AsAdministratorAsync("ALTER TABLE customers DROP COLUMN code, DROP COLUMN other");
        }
    }

    private async Task<int> ToldToStopAsync() =>
        int.Parse(await Peer.AsAdministratorAsync("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'COM_KILL'"), CultureInfo.InvariantCulture);
}
