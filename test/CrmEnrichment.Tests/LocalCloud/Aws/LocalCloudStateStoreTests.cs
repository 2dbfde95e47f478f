using CrmEnrichment.Local;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Contracts;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

public sealed class LocalCloudStateStoreTests : StateStoreContract, IAsyncLifetime
{
    private EmbeddedCloud? _cloud;
    private StateTable? _table;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync();
        _table = await StateTable.CreateAsync(_cloud.AwsUrl, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _table?.Dispose();
        await _cloud!.DisposeAsync();
    }

    protected override Task<IStateStore> OpenAsync(TimeProvider time) => Task.FromResult(_table!.Open(time));
}
