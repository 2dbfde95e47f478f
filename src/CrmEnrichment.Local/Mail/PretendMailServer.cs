using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Mail.Protocol;

namespace CrmEnrichment.Local.Mail;

/// <summary>An IMAP server with TLS from the first byte: as much of it as the product asks for, and APPEND, by which any client drops a mail in.</summary>
public sealed class PretendMailServer : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, PretendMailbox> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crm-enrichment-mail-");
    private readonly X509Certificate2 _certificate;
    private LoopbackConnections? _listener;

    private PretendMailServer(TimeProvider time)
    {
        (_time, _certificate) = (time, MailCertificate.Make(time));
        AuthorityFile = Path.Combine(_folder.FullName, "authority.pem");
        File.WriteAllText(AuthorityFile, Authority);
    }

    public int Port => _listener!.Port;

    /// <summary>The authority of the server's certificate, as PEM.</summary>
    public string Authority => _certificate.ExportCertificatePem();

    /// <summary>A file with <see cref="Authority"/>, for <c>Mail__Mailboxes__N__AuthoritiesFile</c>.</summary>
    public string AuthorityFile { get; }

    /// <summary>Each command, by its name, such as <c>UID FETCH</c>; its path is the folder. A client that connects is <c>CONNECT</c>.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>What goes wrong: 401 refuses logins, other 4xx any command, 5xx end the connection; the other faults are what they are over HTTP.</summary>
    public FaultScript Faults { get; } = new();

    internal IReadOnlyDictionary<string, PretendMailbox> Mailboxes => _mailboxes;

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>A new user with an empty inbox, or the one that is there.</summary>
    public PretendMailbox AddUser(string user) => _mailboxes.GetOrAdd(user, _ => new((uint)_time.GetUtcNow().ToUnixTimeSeconds()));

    /// <summary>Puts a message into a user's inbox, as if it arrived now.</summary>
    public void Deliver(string user, string message) => Deliver(user, Encoding.UTF8.GetBytes(message));

    /// <summary>The same for a message that may have any encoding. Its lines may end as files' do.</summary>
    public void Deliver(string user, ReadOnlySpan<byte> message)
    {
        var lines = Encoding.Latin1.GetString(message).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        _mailboxes[user].Find(PretendMailbox.Inbox)!.Add(Encoding.Latin1.GetBytes(lines), Now);
    }

    /// <exception cref="IOException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<PretendMailServer> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var server = new PretendMailServer(time);
        try
        {
            server._listener = await LoopbackConnections.StartAsync(address, port, server._certificate, context => new ImapConversation(server, new(context), time).RunAsync());
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }

        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }
}
