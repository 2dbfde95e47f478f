namespace CrmEnrichment.Tickets.Mailboxes;

/// <summary>How a connection to a mail server is encrypted. There is none without: the password and customers' words go over it.</summary>
public enum MailTls
{
    /// <summary>TLS from the first byte, as on port 993.</summary>
    Implicit,

    /// <summary>TLS by STARTTLS, as on port 143. A server that does not offer it is refused.</summary>
    StartTls,
}
