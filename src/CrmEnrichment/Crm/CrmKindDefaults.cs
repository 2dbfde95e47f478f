using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Salesforce;
using CrmEnrichment.Crm.Sql;
using CrmEnrichment.Crm.Vtiger;

namespace CrmEnrichment.Crm;

/// <summary>What settings that every kind has mean for one of them, where nothing is set.</summary>
/// <param name="Secret">What the secret holds.</param>
/// <param name="Fields">Customer field to what the source calls it.</param>
/// <param name="ChangedAtMember">What the source calls the time of the last change.</param>
internal sealed record CrmKindDefaults(string Secret, IReadOnlyDictionary<string, string> Fields, string ChangedAtMember)
{
    public static CrmKindDefaults Rest { get; } = new(
        """{"api_key": …}""",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["crmAccountId"] = "crmAccountId",
            ["lifetimeValue"] = "lifetimeValue",
            ["loyaltyTier"] = "loyaltyTier",
            ["lastPurchaseDate"] = "lastPurchaseDate",
        },
        "updatedAt");

    public static CrmKindDefaults Of(CrmKind kind) => kind switch
    {
        CrmKind.Sql => SqlSourceOptions.Defaults,
        CrmKind.HubSpot => HubSpotOptions.Defaults,
        CrmKind.Salesforce => SalesforceOptions.Defaults,
        CrmKind.Vtiger => VtigerOptions.Defaults,
        _ => Rest,
    };
}
