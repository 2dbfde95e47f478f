using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;

namespace CrmEnrichment.Crm;

/// <summary>What a connection is made of, beside its settings.</summary>
/// <param name="State">What processes share, for a system that they must not log in to at the same moment; null: nothing.</param>
internal sealed record CrmOpening(ISecrets Secrets, UpstreamClients Clients, PhoneNumberReader Numbers, IStateStore? State = null)
{
    /// <summary>What all processes together may send to the source.</summary>
    /// <param name="source">With its setting.</param>
    /// <param name="counts">Whether the source's limit is about a request; unset: about each.</param>
    /// <returns>Null where nothing is set, and where nothing is shared.</returns>
    public IRequestBudget? BudgetOf(CrmSourceOptions source, Func<HttpRequestMessage, bool>? counts = null) => source.RequestsASecond > 0 && State is { IsShared: true } shared
        ? new SharedBudget(source.Name, source.RequestsASecond, TimeSpan.FromMilliseconds(source.LongestWaitMs), counts ?? (static _ => true), shared, Clients)
        : null;
}
