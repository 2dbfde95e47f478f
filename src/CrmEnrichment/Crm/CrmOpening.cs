using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Crm;

/// <summary>What a connection is made of, beside its settings.</summary>
internal sealed record CrmOpening(ISecrets Secrets, UpstreamClients Clients, PhoneNumberReader Numbers);
