using CrmEnrichment.Tests.Contracts;
using Xunit;

namespace CrmEnrichment.PeerTests.State;

/// <summary>npm dynalite with one table, for all the tests of a class.</summary>
public sealed class Dynalite : IAsyncLifetime
{
    private PeerProcess? _peer;
    private StateTable? _table;

    internal Uri Url => _peer?.Url ?? throw new InvalidOperationException("The peer is not started.");

    internal StateTable Table => _table ?? throw new InvalidOperationException("The peer is not started.");

    public async ValueTask InitializeAsync()
    {
        _peer = await PeerProcess.StartAsync("node_modules/dynalite/cli.js", "--host", "127.0.0.1", "--port", "{port}", "--createTableMs", "10");
        _table = await StateTable.CreateAsync(_peer.Url, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _table?.Dispose();
        if (_peer is not null)
        {
            await _peer.DisposeAsync();
        }
    }
}
