using System.Globalization;
using System.Text;
using CrmEnrichment.PeerTests.Sql;
using Xunit;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>Debian's dovecot with TLS. Each mailbox is a folder of files, which tests fill without a protocol.</summary>
public sealed class Dovecot : IAsyncLifetime, IMailPeer
{
    public const string Collection = "dovecot";

    /// <summary>Mails belong to a user that is not root, which dovecot refuses.</summary>
    private const string MailUser = "mail";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dovecot-");
    private Daemon? _server;
    private int _users;
    private int _messages;

    public int Port { get; } = PeerProcess.FreePort();

    /// <summary>STARTTLS.</summary>
    public int PlainPort { get; } = PeerProcess.FreePort();

    public string Authority { get; private set; } = "";

    internal TokenIssuer Tokens { get; private set; } = null!;

    public string Stranger { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var certificates = Certificates.Make(_folder.FullName);
        (Authority, Stranger) = (certificates.Authority, Certificates.Stranger(_folder.FullName));
        Tokens = await TokenIssuer.StartAsync();
        await File.WriteAllTextAsync(TokenCheck, $"introspection_mode = post\nintrospection_url = {Tokens.Url}introspect\nusername_attribute = username\nactive_attribute = active\nactive_value = true\ntokeninfo_url =\n");
        var configuration = Path.Combine(_folder.FullName, "dovecot.conf");
        await File.WriteAllTextAsync(configuration, Configuration(certificates));
        await File.WriteAllTextAsync(Users, "");
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        _server = new(Daemon.Myself, "/usr/sbin/dovecot", "-F", "-c", configuration);
        await _server.StartAsync(Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await Tokens.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public async Task<string> AddUserAsync()
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"desk{Interlocked.Increment(ref _users)}@example.com");
        await File.AppendAllTextAsync(Users, $"{user}:{{PLAIN}}{IMailPeer.Password}::::::\n");
        foreach (var part in new[] { "cur", "new", "tmp" })
        {
            Directory.CreateDirectory(Path.Combine(Maildir(user), part));
        }

        await GiveAsync(user);
        return user;
    }

    public async Task DeliverAsync(string user, params IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000 + ++_messages}.M{_messages}.localhost");
            await File.WriteAllTextAsync(Path.Combine(Maildir(user), "new", name), message.ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        await GiveAsync(user);
    }

    public void ForgetNumbers(string user)
    {
        // Dovecot takes the seconds of its clock for the new UIDVALIDITY, which is the old one where a test is fast.
        var uids = Path.Combine(Maildir(user), "dovecot-uidlist");
        var validity = long.Parse(File.ReadLines(uids).First().Split(' ').Single(word => word.StartsWith('V'))[1..], CultureInfo.InvariantCulture);
        foreach (var file in Directory.EnumerateFiles(Maildir(user)).Where(file => Path.GetFileName(file).StartsWith("dovecot", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        File.WriteAllText(uids, string.Create(CultureInfo.InvariantCulture, $"3 V{validity + 1} N1\n"));
    }

    public int Count(string user, string folder = "") => Files(user, folder).Count();

    // Flags stand behind a comma.
    public int Seen(string user) => Files(user, "").Count(file => file.Contains(",S", StringComparison.Ordinal));

    public async Task AddFolderAsync(string user, string folder)
    {
        foreach (var part in new[] { "cur", "new", "tmp" })
        {
            Directory.CreateDirectory(Path.Combine(Maildir(user), $".{folder}", part));
        }

        await GiveAsync(user);
    }

    private IEnumerable<string> Files(string user, string folder) => new[] { "new", "cur" }
        .SelectMany(part => Directory.EnumerateFiles(Path.Combine(Maildir(user), folder.Length > 0 ? $".{folder}" : "", part))).Select(file => Path.GetFileName(file)!);

    /// <summary>What dovecot asks about tokens.</summary>
    private string TokenCheck => Path.Combine(_folder.FullName, "oauth2.conf");

    private string Users => Path.Combine(_folder.FullName, "users");

    private string Maildir(string user) => Path.Combine(_folder.FullName, "mail", user);

    private static string MailOwner => Environment.IsPrivilegedProcess ? MailUser : Daemon.Myself;

    private Task GiveAsync(string user) => Daemon.GiveAsync(MailUser, new DirectoryInfo(Maildir(user)));

    private string Configuration(Certificates certificates)
    {
        // Debian's package makes the users that root needs; everybody else is all of them.
        var own = Environment.IsPrivilegedProcess ? "" : $"default_internal_user = {Daemon.Myself}\ndefault_login_user = {Daemon.Myself}\n";
        return $$"""
            base_dir = {{_folder.FullName}}/run
            state_dir = {{_folder.FullName}}/run
            log_path = /dev/stderr
            protocols = imap
            listen = 127.0.0.1
            first_valid_uid = 1
            ssl = required
            ssl_cert = <{{certificates.Certificate}}
            ssl_key = <{{certificates.Key}}
            mail_location = maildir:{{_folder.FullName}}/mail/%u
            mail_max_userip_connections = 100
            auth_failure_delay = 0
            {{own}}
            service anvil {
              chroot =
            }
            service stats {
              chroot =
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{PlainPort}}
              }
              inet_listener imaps {
                port = {{Port}}
                ssl = yes
              }
            }
            auth_mechanisms = plain login xoauth2
            passdb {
              driver = oauth2
              mechanisms = xoauth2
              args = {{TokenCheck}}
            }
            passdb {
              driver = passwd-file
              mechanisms = plain login
              args = {{Users}}
            }
            userdb {
              driver = static
              args = uid={{MailOwner}} gid={{MailOwner}} home={{_folder.FullName}}/mail/%u
            }

            """.Replace("\r", "", StringComparison.Ordinal);
    }
}

[CollectionDefinition(Dovecot.Collection)]
public sealed class DovecotDefinition : ICollectionFixture<Dovecot>;
