using CrmEnrichment.Http.Upstreams;
using MailKit.Net.Imap;

namespace CrmEnrichment.Mail.Logins;

/// <summary>Proves to a mail server who we are.</summary>
internal interface IMailLogin
{
    /// <param name="connect">Makes a connection: after a refusal a new one is needed.</param>
    /// <param name="commands">Runs commands.</param>
    /// <param name="ct">Ends the login.</param>
    /// <exception cref="UpstreamException">There is no connection, or the login is refused.</exception>
    Task<ImapClient> OpenAsync(Func<CancellationToken, Task<ImapClient>> connect, ImapCommands commands, CancellationToken ct);
}
