using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tickets.Mailboxes;
using MailKit.Net.Imap;
using MailKit.Security;

namespace CrmEnrichment.Mail.Logins;

/// <summary>XOAUTH2: a token of the provider. Refused once, a new token is fetched; refused twice, it cools down.</summary>
internal sealed class TokenLogin : IMailLogin
{
    private readonly MailboxOptions _options;
    private readonly ISecrets _secrets;
    private readonly OAuthToken _token;

    public TokenLogin(MailboxOptions options, ISecrets secrets, UpstreamClients clients)
    {
        (_options, _secrets) = (options, secrets);
        var (grant, address) = options.Auth is MailAuth.Google
            ? ((TokenGrant)new GoogleGrant(), "https://oauth2.googleapis.com/")
            : (new MicrosoftGrant(), "https://login.microsoftonline.com/");
        _token = new OAuthToken(grant, new Upstream($"{options.Name} login", options.LoginUrl ?? new Uri(address)), options.SecretId, secrets, clients);
    }

    public async Task<ImapClient> OpenAsync(Func<CancellationToken, Task<ImapClient>> connect, ImapCommands commands, CancellationToken ct)
    {
        var user = new SecretDocument(_options.Name, _options.SecretId, await _secrets.ReadAsync(_options.SecretId, ct)).Text("username", "the mailbox's address");
        var header = await _token.GetAsync(ct);
        try
        {
            return await LoginAsync(user, header.Parameter!, connect, commands, ct);
        }
        catch (UpstreamException e) when (e.Fault is UpstreamFault.AuthRefused)
        {
            header = await _token.RenewAsync(header, ct);
            try
            {
                return await LoginAsync(user, header.Parameter!, connect, commands, ct);
            }
            catch (UpstreamException again) when (again.Fault is UpstreamFault.AuthRefused)
            {
                _token.CoolDown();
                throw;
            }
        }
    }

    private static Task<ImapClient> LoginAsync(string user, string token, Func<CancellationToken, Task<ImapClient>> connect, ImapCommands commands, CancellationToken ct) =>
        commands.SignInAsync(connect, (client, limit) => client.AuthenticateAsync(new SaslMechanismOAuth2(user, token), limit), ct);
}
