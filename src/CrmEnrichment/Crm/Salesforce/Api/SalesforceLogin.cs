using System.Text.Json;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>Salesforce's login: the answer names the host that the token is good for.</summary>
internal sealed class SalesforceLogin(string name, Uri login, SalesforceAuth auth, Uri audience) : TokenGrant
{
    private volatile Uri? _instance;

    /// <summary>Where the API is. Known once a token has been got.</summary>
    public Uri Instance => _instance ?? throw new InvalidOperationException("No token has been asked for.");

    /// <summary>The answer says nothing of an end, and the organisation's session settings decide: kept until a 401.</summary>
    public override TimeSpan LifeUnlessSaid => TimeSpan.FromDays(3650);

    public override HttpRequestMessage Ask(SecretDocument secret, DateTimeOffset now) => new(HttpMethod.Post, "services/oauth2/token")
    {
        Content = new FormUrlEncodedContent(auth is SalesforceAuth.JwtBearer
            ?
            [
                new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                new("assertion", SalesforceAssertion.Sign(secret, audience, now)),
            ]
            :
            [
                new("grant_type", "client_credentials"),
                new("client_id", secret.Member("client_id", "the external client app's consumer key")),
                new("client_secret", secret.Member("client_secret", "the external client app's consumer secret")),
            ]),
    };

    public override string Fix(string secretId) => auth is SalesforceAuth.JwtBearer
        ? $"Check the members 'client_id', 'username' and 'private_key' of the secret '{secretId}', that the external client app holds the key's certificate and is pre-authorised for the user, and Crm__Sources__N__Salesforce__Audience."
        : $"Check the members 'client_id' and 'client_secret' of the secret '{secretId}', and that the external client app allows the client credentials flow and names a user to run as.";

    /// <summary>Whoever answers for the login must not be able to send our token anywhere.</summary>
    public override void Accept(JsonElement answer) =>
        _instance = answer.TryMember("instance_url", out var member) && member.TryText(out var text)
            && Uri.TryCreate(text, UriKind.Absolute, out var instance) && (IsTheLogin(instance) || IsSalesforce(instance))
            ? new Uri(instance.GetLeftPart(UriPartial.Authority))
            : throw new UpstreamException(name, UpstreamFault.Rejected, $"{name}: the token's answer names no instance_url under salesforce.com, force.com or the login's own host. Check Url.");

    private bool IsTheLogin(Uri instance) => string.Equals(
        instance.GetLeftPart(UriPartial.Authority), login.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    private static bool IsSalesforce(Uri instance) =>
        instance.Scheme is "https" && instance.IsDefaultPort && instance.UserInfo.Length == 0
        && (instance.IdnHost.EndsWith(".salesforce.com", StringComparison.OrdinalIgnoreCase) || instance.IdnHost.EndsWith(".force.com", StringComparison.OrdinalIgnoreCase));
}
