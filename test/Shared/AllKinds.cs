using CrmEnrichment.Crm;
using CrmEnrichment.Crm.HttpAttributes;
using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Rest;
using CrmEnrichment.Crm.Salesforce;
using CrmEnrichment.Crm.Vtiger;
using CrmEnrichment.Sql;

namespace CrmEnrichment.Tests;

/// <summary>Every kind of CRM that there is.</summary>
internal static class AllKinds
{
    public static CrmKind Rest { get; } = new RestKind();

    public static CrmKind Http { get; } = new HttpAttributesKind();

    public static IReadOnlyList<CrmKind> List { get; } = [Http, new HubSpotKind(), Rest, new SalesforceKind(), new SqlKind(), new VtigerKind()];

    public static CrmKind Named(string name) => List.Single(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));
}
