using CrmEnrichment.Configuration;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Any REST API that answers JSON under a bearer key, out of the secret's <c>api_key</c>.</summary>
public sealed class RestKind() : CrmKind("Rest")
{
    private static readonly CrmKindDefaults s_defaults = new(
        """{"api_key": …}""",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["crmAccountId"] = "crmAccountId",
            ["lifetimeValue"] = "lifetimeValue",
            ["loyaltyTier"] = "loyaltyTier",
            ["lastPurchaseDate"] = "lastPurchaseDate",
        },
        "updatedAt");

    internal override object ReadOwn(Settings source) => RestOptions.Read(source);

    internal override CrmKindDefaults Defaults(object own) => s_defaults;

    internal override bool KeepsDispositions => true;

    internal override bool KeepsTickets => true;

    internal override CrmSystem Open(CrmSourceOptions source, CrmOpening opening)
    {
        var key = new BearerKey(source.Name, source.SecretId, opening.Secrets, opening.Clients);
        var upstream = new Upstream(source.Name, source.Url!, TimeSpan.FromMilliseconds(source.TimeoutMs), "read access to customers to the API key") { Budget = opening.BudgetOf(source) };
        var http = opening.Clients.Create(upstream, key);
        return new(new RestCustomerSource(source, http)) { Journal = new RestJournal(source, http), Dispositions = new RestDispositions(source, http), Tickets = new RestTickets(source, http) };
    }
}
