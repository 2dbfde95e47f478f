using System.Collections.Concurrent;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Mail.Logins;
using CrmEnrichment.Tickets.Mailboxes;
using MailKit;
using MailKit.Net.Imap;

namespace CrmEnrichment.Mail;

/// <summary>Mailboxes over IMAP, always encrypted.</summary>
internal sealed class ImapServer(ISecrets secrets, UpstreamClients clients) : IMailServer
{
    private readonly ConcurrentDictionary<string, IMailLogin> _logins = new(StringComparer.Ordinal);

    public async Task<IMailbox> OpenAsync(MailboxOptions options, CancellationToken ct)
    {
        var login = _logins.GetOrAdd(options.Name, _ => options.Auth is MailAuth.Password
            ? new PasswordLogin(options, secrets, clients)
            : new TokenLogin(options, secrets, clients));
        var commands = new ImapCommands(options, clients.Time);
        var client = await login.OpenAsync(token => ConnectAsync(options, commands, token), commands, ct);
        try
        {
            var folder = await commands.RunAsync(token => FolderAsync(client, options.Folder, token), ct);

            // Read-only where nothing is moved: then not even a fault of ours could change a message.
            var access = options.MoveCommentedTo.Length + options.MoveIgnoredTo.Length > 0 ? FolderAccess.ReadWrite : FolderAccess.ReadOnly;
            await commands.RunAsync(token => folder.OpenAsync(access, token), ct);
            return new ImapMailbox(client, folder, commands);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    internal static Task<IMailFolder> FolderAsync(ImapClient client, string name, CancellationToken ct) =>
        string.Equals(name, "INBOX", StringComparison.OrdinalIgnoreCase) ? Task.FromResult(client.Inbox!) : client.GetFolderAsync(name, ct);

    private static async Task<ImapClient> ConnectAsync(MailboxOptions options, ImapCommands commands, CancellationToken ct)
    {
        var client = new ImapClient { Timeout = options.TimeoutMs, CheckCertificateRevocation = false };
        try
        {
            if (options.AuthoritiesFile.Length > 0)
            {
                client.ServerCertificateValidationCallback = new Authorities(options).IsTrusted;
            }

            var security = options.Tls is MailTls.Implicit ? MailKit.Security.SecureSocketOptions.SslOnConnect : MailKit.Security.SecureSocketOptions.StartTls;
            await commands.RunAsync(token => client.ConnectAsync(options.Host, options.Port, security, token), ct);
            return client;
        }
        catch (UpstreamException)
        {
            client.Dispose();
            throw;
        }
    }
}
