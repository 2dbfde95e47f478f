using CrmEnrichment.State;
using CrmEnrichment.Tests.Contracts;
using Xunit;

namespace CrmEnrichment.PeerTests.State;

/// <summary>Our state store on a DynamoDB that others wrote.</summary>
public sealed class DynaliteStateStoreTests(Dynalite peer) : StateStoreContract, IClassFixture<Dynalite>
{
    protected override Task<IStateStore> OpenAsync(TimeProvider time) => Task.FromResult(peer.Table.Open(time));
}
