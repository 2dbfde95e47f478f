using System.Text.Json.Nodes;
using CrmEnrichment.Local.SecretsManager;

namespace CrmEnrichment.Local;

/// <summary>Who may see screen pops in the local cloud, and with what: known to everybody who reads this.</summary>
public static class ScreenPopSecrets
{
    /// <summary>Of VICIdial's web form, which cannot sign: it stands in the path. Audience Context.</summary>
    public const string Key = "local-screenpop-key";

    /// <summary>The caller that signs links, and its key. Audience Context.</summary>
    public const string Signer = "genesys", SigningKey = "local-screenpop-signing-key-of-genesys";

    public const string Keys = "crm-enrichment/screenpop-keys";

    internal static void PutInto(Secrets secrets) => secrets.Set(Keys, new JsonObject
    {
        ["vicidial"] = LookupSecrets.Entry(Key, "Context"),
        ["basic"] = LookupSecrets.Entry(BasicKey, "Basic"),
        [Signer] = new JsonObject { ["signing_key"] = SigningKey, ["audience"] = "Context" },
    }.ToJsonString());

    /// <summary>Of somebody who may see little. Audience Basic.</summary>
    public const string BasicKey = "local-screenpop-basic-key";
}
