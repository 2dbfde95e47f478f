using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace CrmEnrichment.Local.Crm.Salesforce;

/// <summary>The external client app: a secret for client credentials, and a key pair for signed assertions.</summary>
public sealed class SalesforceClientApp : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public string Id { get; set; } = "3MVG9local";

    public string ClientSecret { get; set; } = "local-secret";

    public string User { get; set; } = "integration@example.com";

    /// <summary>Fits both ways of signing in.</summary>
    public string Secret => new JsonObject
    {
        ["client_id"] = Id,
        ["client_secret"] = ClientSecret,
        ["username"] = User,
        ["private_key"] = _key.ExportPkcs8PrivateKeyPem(),
    }.ToJsonString();

    public void Dispose() => _key.Dispose();

    internal bool Accepts(Dictionary<string, StringValues> form) => form.GetValueOrDefault("grant_type").ToString() switch
    {
        "client_credentials" => Is(form.GetValueOrDefault("client_id"), Id) && Is(form.GetValueOrDefault("client_secret"), ClientSecret),
        "urn:ietf:params:oauth:grant-type:jwt-bearer" => form.GetValueOrDefault("assertion").ToString().Split('.') is [var header, var claims, var signature]
            && _key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            && IsForUs(JsonElement.Parse(Base64Url.DecodeFromChars(claims))),
        _ => false,
    };

    private bool IsForUs(JsonElement claims) =>
        Is(claims.GetProperty("iss").GetString(), Id) && Is(claims.GetProperty("sub").GetString(), User)
        && Is(claims.GetProperty("aud").GetString(), "https://login.salesforce.com");

    private static bool Is(StringValues given, string expected) => string.Equals(given.ToString(), expected, StringComparison.Ordinal);
}
