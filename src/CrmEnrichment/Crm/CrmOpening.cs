using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;

namespace CrmEnrichment.Crm;

/// <summary>What a connection is made of, beside its settings.</summary>
/// <param name="State">What processes share, for a system that they must not log in to at the same moment; null: nothing.</param>
internal sealed record CrmOpening(ISecrets Secrets, UpstreamClients Clients, PhoneNumberReader Numbers, IStateStore? State = null);
