using System.Text;
using CrmEnrichment.Http.Credentials;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Genesys Cloud's login: client credentials over HTTP Basic at <c>oauth/token</c>, from a secret <c>{"client_id": "…", "client_secret": "…"}</c>.</summary>
internal sealed class GenesysTokenGrant : TokenGrant
{
    public override HttpRequestMessage Ask(SecretDocument secret, DateTimeOffset now)
    {
        var client = $"{secret.Member("client_id", "the OAuth client's id")}:{secret.Member("client_secret", "the OAuth client's secret")}";
        return new(HttpMethod.Post, "oauth/token")
        {
            Headers = { Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(client))) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
    }

    public override string Fix(string secretId) =>
        $"Check the members 'client_id' and 'client_secret' of the secret '{secretId}', and that this client exists in the configured region.";
}
