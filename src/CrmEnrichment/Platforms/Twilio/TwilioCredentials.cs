using System.Text;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>HTTP Basic with an API key and its secret where the secret has them, else with the account's SID and auth token.</summary>
internal sealed class TwilioCredentials(string secretId, ISecrets secrets, UpstreamClients clients) : HeldCredentials(TwilioClient.Name, secretId, secrets, clients)
{
    private readonly string _secretId = secretId;

    private protected override string Refused =>
        $"{TwilioClient.Name}: the credentials are refused. Check the members 'api_key' and 'api_secret', or 'account_sid' and 'auth_token', of the secret '{_secretId}'.";

    private protected override bool IsTheSecretItself => true;

    private protected override Task<Held> FetchAsync(SecretDocument secret, CancellationToken ct)
    {
        var (user, password) = secret.Find("api_key", "the SID of an API key") is { Length: > 0 }
            ? (secret.Member("api_key", "the SID of an API key"), secret.Member("api_secret", "the secret of that API key"))
            : (secret.Member("account_sid", "the SID of the Twilio account"), secret.Member("auth_token", "the auth token of the Twilio account"));
        return Task.FromResult(new Held(new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))), DateTimeOffset.MaxValue));
    }
}
