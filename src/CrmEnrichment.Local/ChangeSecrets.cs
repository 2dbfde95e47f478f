using System.Text.Json.Nodes;
using CrmEnrichment.Local.SecretsManager;

namespace CrmEnrichment.Local;

/// <summary>By what senders of changes prove themselves in the local cloud: known to everybody who reads this.</summary>
public static class ChangeSecrets
{
    /// <summary>By which senders know the HTTP API: not the address at which it listens, as behind API Gateway.</summary>
    public const string PublicUrl = "https://crm-changes.example.com";

    /// <summary>One secret with a member for each scheme.</summary>
    public const string Id = "crm-enrichment/crm-changes";

    public const string SigningKey = "local-signing-key";
    public const string ClientSecret = "local-client-secret";
    public const string PathSecret = "local-path-secret";

    internal static void PutInto(Secrets secrets) => secrets.Set(
        Id, new JsonObject { ["signing_key"] = SigningKey, ["client_secret"] = ClientSecret, ["path_secret"] = PathSecret }.ToJsonString());
}
