using CrmEnrichment.Http.Credentials;

namespace CrmEnrichment.Mail.Logins;

/// <summary>Client credentials of an application in Microsoft Entra, which an administrator of Exchange Online has let into the mailbox.</summary>
internal sealed class MicrosoftGrant : TokenGrant
{
    private const string Scope = "https://outlook.office365.com/.default";

    public override HttpRequestMessage Ask(SecretDocument secret, DateTimeOffset now) =>
        new(HttpMethod.Post, $"{Uri.EscapeDataString(secret.Member("tenant_id", "the directory's id"))}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"),
                new("client_id", secret.Member("client_id", "the application's id")),
                new("client_secret", secret.Text("client_secret", "the value of one of its client secrets")),
                new("scope", Scope),
            ]),
        };

    public override string Fix(string secretId) =>
        $"Check tenant_id, client_id and client_secret of the secret '{secretId}', that the client secret has not expired, that the application has IMAP.AccessAsApp, and that New-ServicePrincipal and Add-MailboxPermission were run for it.";
}
