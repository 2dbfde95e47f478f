using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Tickets.Mailboxes;
using MailKit.Net.Imap;

namespace CrmEnrichment.Mail.Logins;

/// <summary>A user's name and password. Refused once, the secret is read again; refused twice, the login cools down.</summary>
internal sealed class PasswordLogin : IMailLogin
{
    private readonly CoolDown _coolDown;
    private readonly RotatingSecret _secret;

    public PasswordLogin(MailboxOptions options, ISecrets secrets, UpstreamClients clients)
    {
        _coolDown = new(options.Name, clients);
        _secret = new(options.Name, options.SecretId, secrets, clients, _coolDown);
    }

    public Task<ImapClient> OpenAsync(Func<CancellationToken, Task<ImapClient>> connect, ImapCommands commands, CancellationToken ct)
    {
        _coolDown.ThrowDuring();
        return _secret.UseAsync(
            (secret, token) =>
            {
                var (user, password) = (secret.Text("username", "the mailbox's user name"), secret.Text("password", "its password"));
                return commands.SignInAsync(connect, (client, limit) => client.AuthenticateAsync(user, password, limit), token);
            },
            ct);
    }
}
