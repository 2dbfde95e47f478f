using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Changes;

namespace CrmEnrichment.Crm.Salesforce;

/// <summary>Salesforce's Sales Cloud, and what else is built on its REST API (docs/crm/salesforce.md).</summary>
public sealed class SalesforceKind() : CrmKind("Salesforce")
{
    internal override IReadOnlyList<IChangeNotices> Notices { get; } = [SignedNotices.Scheme, new SalesforceNotices()];

    internal override object ReadOwn(Settings source) => source.Nested(Name, SalesforceOptions.Read);

    internal override CrmKindDefaults Defaults(object own) => SalesforceOptions.Defaults;

    internal override void Check(Settings settings, CrmSourceOptions source) => SalesforceOptions.CheckNames(settings, source);

    internal override CrmSystem Open(CrmSourceOptions source, CrmOpening opening) =>
        new(new SalesforceCustomerSource(source, SalesforceConnection.Open(source, opening), opening.Numbers, new RelatedRecords(source.Name, opening.Clients)));
}
