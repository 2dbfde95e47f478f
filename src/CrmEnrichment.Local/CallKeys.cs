using System.Text.Json.Nodes;
using CrmEnrichment.Local.SecretsManager;

namespace CrmEnrichment.Local;

/// <summary>Who may place calls in the local cloud, and with what: known to everybody who reads this.</summary>
public static class CallKeys
{
    /// <summary>Of the CRM.</summary>
    public const string Key = "local-calls-key";

    public const string Id = "crm-enrichment/calls-keys";

    internal static void PutInto(Secrets secrets) => secrets.Set(Id, new JsonObject { ["crm"] = LookupSecrets.Entry(Key, "Context") }.ToJsonString());
}
