using CrmEnrichment.Http.Credentials;

namespace CrmEnrichment.Mail.Logins;

/// <summary>A service account with domain-wide delegation, in the name of the mailbox's user (RFC 7523).</summary>
internal sealed class GoogleGrant : TokenGrant
{
    private const string Audience = "https://oauth2.googleapis.com/token", Scope = "https://mail.google.com/";

    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(10);

    public override HttpRequestMessage Ask(SecretDocument secret, DateTimeOffset now) => new(HttpMethod.Post, "token")
    {
        Content = new FormUrlEncodedContent([new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", Assertion(secret, now))]),
    };

    public override string Fix(string secretId) =>
        $"Check client_email and private_key of the secret '{secretId}', that the service account has domain-wide delegation for {Scope}, and that username is a user of the domain.";

    private static string Assertion(SecretDocument secret, DateTimeOffset now) => SignedAssertion.Of(secret, """{"alg":"RS256","typ":"JWT"}"""u8, json =>
    {
        json.WriteString("iss", secret.Text("client_email", "the service account's address"));
        json.WriteString("sub", secret.Text("username", "the mailbox's address"));
        json.WriteString("scope", Scope);
        json.WriteString("aud", Audience);
        json.WriteNumber("iat", now.ToUnixTimeSeconds());
        json.WriteNumber("exp", (now + s_life).ToUnixTimeSeconds());
    });
}
