using System.Text.Json.Nodes;
using CrmEnrichment.Local.SecretsManager;

namespace CrmEnrichment.Local;

/// <summary>What stands in the path of VICIdial's call URLs in the local cloud: known to everybody who reads this.</summary>
public static class CallUrlSecret
{
    public const string Id = "crm-enrichment/vicidial";

    public const string Value = "local-secret-of-the-call-urls";

    internal static void PutInto(Secrets secrets) => secrets.Set(Id, new JsonObject { ["secret"] = Value }.ToJsonString());
}
