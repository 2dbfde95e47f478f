using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Tickets.Mailboxes;

/// <summary>Opens mailboxes. What speaks the protocol is outside of the library.</summary>
public interface IMailServer
{
    /// <summary>Connects, logs in, opens the folder for reading.</summary>
    /// <exception cref="UpstreamException">With <see cref="UpstreamFault.AuthRefused"/> for the login, <see cref="UpstreamFault.Rejected"/> for a folder that is not there.</exception>
    Task<IMailbox> OpenAsync(MailboxOptions options, CancellationToken ct);
}
