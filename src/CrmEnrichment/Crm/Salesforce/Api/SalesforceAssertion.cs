using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>The signed JWT that stands for a user (RFC 7523): RS256, <c>iss</c>, <c>sub</c>, <c>aud</c>, <c>exp</c>.</summary>
internal static class SalesforceAssertion
{
    /// <summary>Salesforce takes no assertion that ends later than five minutes from its own time.</summary>
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(3);

    /// <exception cref="UpstreamException">The secret lacks a member, or its key cannot be read.</exception>
    public static string Sign(SecretDocument secret, Uri audience, DateTimeOffset now) => SignedAssertion.Of(secret, """{"alg":"RS256"}"""u8, json =>
    {
        json.WriteString("iss", secret.Member("client_id", "the external client app's consumer key"));
        json.WriteString("sub", secret.Member("username", "the integration user's name"));
        json.WriteString("aud", audience.AbsoluteUri.TrimEnd('/'));
        json.WriteNumber("exp", (now + s_life).ToUnixTimeSeconds());
    });
}
