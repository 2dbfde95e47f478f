using System.Globalization;
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

    private async Task<int> ToldToStopAsync() =>
        int.Parse(await Peer.AsAdministratorAsync("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'COM_KILL'"), CultureInfo.InvariantCulture);
}
