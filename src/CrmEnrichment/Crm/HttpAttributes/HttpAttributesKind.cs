using CrmEnrichment.Configuration;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>Any API that adds to what is known of a customer: payments, appointments, availability. The key is the secret's <c>api_key</c>.</summary>
public sealed class HttpAttributesKind() : CrmKind("Http")
{
    internal override bool FindsCustomers => false;

    internal override object ReadOwn(Settings source) => source.Nested(Name, HttpAttributesOptions.Read);

    internal override CrmKindDefaults Defaults(object own) => ((HttpAttributesOptions)own).Defaults;

    internal override IReadOnlyList<string> Needs(object own) => ((HttpAttributesOptions)own).Needs;

    internal override CrmSystem Open(CrmSourceOptions source, CrmOpening opening)
    {
        var key = new BearerKey(source.Name, source.SecretId, opening.Secrets, opening.Clients);
        var upstream = new Upstream(source.Name, source.Url!, TimeSpan.FromMilliseconds(source.TimeoutMs), "read access to this API to the API key") { Budget = opening.BudgetOf(source) };
        return new(new HttpAttributesSource(source, opening.Clients.Create(upstream, key), opening.Clients.Time));
    }
}
