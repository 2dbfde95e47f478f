namespace CrmEnrichment.PeerTests.Mail;

/// <summary>A mail server with TLS, whose mailboxes tests fill without its protocol.</summary>
public interface IMailPeer
{
    const string Password = "a right password";

    /// <summary>TLS from the first byte.</summary>
    int Port { get; }

    /// <summary>A PEM file with the authority of its certificate.</summary>
    string Authority { get; }

    /// <summary>A new user with an empty mailbox.</summary>
    Task<string> AddUserAsync();

    /// <summary>Puts messages into the inbox, in this order.</summary>
    Task DeliverAsync(string user, params IEnumerable<string> messages);

    Task AddFolderAsync(string user, string folder);

    /// <summary>As after a restored backup: the same messages, and nothing known of their numbers.</summary>
    void ForgetNumbers(string user);

    /// <param name="folder">The inbox where it is empty.</param>
    int Count(string user, string folder = "");

    /// <summary>Messages of the inbox that are marked as read.</summary>
    int Seen(string user);
}
