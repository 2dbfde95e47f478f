using CrmEnrichment.State;
using CrmEnrichment.Tests.Contracts;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

public sealed class MemoryStateStoreTests : StateStoreContract
{
    protected override Task<IStateStore> OpenAsync(TimeProvider time) => Task.FromResult<IStateStore>(new MemoryStateStore(time));
}
