using System.Globalization;
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

    private async Task<int> ToldToStopAsync() =>
        int.Parse(await Peer.AsAdministratorAsync("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'COM_KILL'"), CultureInfo.InvariantCulture);
}
