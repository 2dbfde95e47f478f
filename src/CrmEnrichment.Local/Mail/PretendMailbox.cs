using System.Collections.Concurrent;

namespace CrmEnrichment.Local.Mail;

/// <summary>One user's folders, and what the user logs in with.</summary>
public sealed class PretendMailbox
{
    private readonly ConcurrentDictionary<string, MailFolder> _folders = new(StringComparer.Ordinal);
    private uint _lastValidity;

    internal PretendMailbox(uint uidValidity)
    {
        _lastValidity = uidValidity;
        AddFolder(Inbox);
    }

    public const string Inbox = "INBOX";

    /// <summary>The password that is accepted. Change it to rotate.</summary>
    public string Password { get; set; } = "local-mail-password";

    /// <summary>The OAuth token that is accepted; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>Adds an empty folder beside the inbox.</summary>
    public void AddFolder(string name) => _folders[name] = new(_lastValidity++);

    /// <summary>As after a restored backup: the same messages under new numbers.</summary>
    public void ForgetNumbers()
    {
        var (old, anew) = (_folders[Inbox], new MailFolder(_lastValidity++));
        foreach (var message in old.All)
        {
            anew.Add(message.Bytes, message.ArrivedAt);
        }

        _folders[Inbox] = anew;
    }

    /// <summary>How many messages are in a folder, and how many of them are marked as read.</summary>
    public (int Messages, int Seen) Count(string folder = Inbox) => (_folders[folder].All.Count, _folders[folder].All.Count(message => message.IsSeen));

    internal IEnumerable<string> Names => _folders.Keys.Order(StringComparer.Ordinal);

    internal MailFolder? Find(string name) => _folders.GetValueOrDefault(string.Equals(name, Inbox, StringComparison.OrdinalIgnoreCase) ? Inbox : name);
}
