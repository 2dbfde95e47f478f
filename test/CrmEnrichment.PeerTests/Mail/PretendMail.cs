using System.Globalization;
using System.Net;
using CrmEnrichment.Local.Mail;
using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>The local cloud's mail server as a peer.</summary>
public sealed class PretendMail : IAsyncLifetime, IMailPeer
{
    private int _users;

    public PretendMailServer Server { get; private set; } = null!;

    public int Port => Server.Port;

    public string Authority => Server.AuthorityFile;

    public PretendMailbox Mailbox(string user) => Server.AddUser(user);

    public async ValueTask InitializeAsync() => Server = await PretendMailServer.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public Task<string> AddUserAsync()
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"desk{Interlocked.Increment(ref _users)}@example.com");
        Mailbox(user).Password = IMailPeer.Password;
        return Task.FromResult(user);
    }

    public Task DeliverAsync(string user, params IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            Server.Deliver(user, message);
        }

        return Task.CompletedTask;
    }

    public Task AddFolderAsync(string user, string folder)
    {
        Mailbox(user).AddFolder(folder);
        return Task.CompletedTask;
    }

    public void ForgetNumbers(string user) => Mailbox(user).ForgetNumbers();

    public int Count(string user, string folder = "") => Mailbox(user).Count(folder.Length > 0 ? folder : PretendMailbox.Inbox).Messages;

    public int Seen(string user) => Mailbox(user).Count().Seen;
}
