using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.SecretsManager;

namespace CrmEnrichment.Local;

/// <summary>Who may look up customers in the local cloud, and with what: known to everybody who reads this.</summary>
public static class LookupSecrets
{
    /// <summary>Of a flow: audience Context.</summary>
    public const string StudioKey = "local-studio-key";

    /// <summary>Of the CRM's webhook: audience Admin.</summary>
    public const string CrmKey = "local-webhook-key";

    public const string TwilioToken = "local-twilio-token";

    /// <summary>By which Twilio knows the HTTP API: not the address at which it listens, as behind API Gateway.</summary>
    public const string PublicUrl = "https://lookup.example.com";

    public const string Keys = "crm-enrichment/lookup-keys";
    public const string Twilio = "crm-enrichment/twilio";
    public const string Audit = "crm-enrichment/audit";

    /// <summary>An entry of the secret with the keys.</summary>
    public static JsonObject Entry(string key, string audience) => new()
    {
        ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
        ["audience"] = audience,
    };

    internal static void PutInto(Secrets secrets)
    {
        secrets.Set(Keys, new JsonObject { ["studio"] = Entry(StudioKey, "Context"), ["webhook"] = Entry(CrmKey, "Admin") }.ToJsonString());
        secrets.Set(Twilio, new JsonObject { ["auth_token"] = TwilioToken }.ToJsonString());
        secrets.Set(Audit, new JsonObject { ["key"] = "local-audit-key" }.ToJsonString());
    }

    internal static void NameIn(Dictionary<string, string> environment)
    {
        environment["Lookup__KeysSecretId"] = Keys;
        environment["Lookup__TwilioSecretId"] = Twilio;
        environment["Lookup__PublicUrl"] = PublicUrl;
        environment["Lookup__Iam"] = "true";
    }
}
