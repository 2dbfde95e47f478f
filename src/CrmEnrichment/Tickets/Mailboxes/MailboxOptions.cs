using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Tickets.Mailboxes;

/// <summary>One entry of <c>Mail:Mailboxes</c>.</summary>
public sealed partial class MailboxOptions
{
    /// <summary>How the mailbox is called in logs, metrics and letters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The IMAP server.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; } = 993;

    /// <summary>How the connection is encrypted.</summary>
    public MailTls Tls { get; init; }

    /// <summary>A PEM file with the authorities that the server's certificate is checked by, beside the program; empty for those of the system.</summary>
    public string AuthoritiesFile { get; init; } = "";

    /// <summary>How we prove who we are.</summary>
    public MailAuth Auth { get; init; }

    /// <summary>Name or ARN of the secret; what it holds depends on <see cref="Auth"/>.</summary>
    public string SecretId { get; init; } = "";

    /// <summary>Where tokens are fetched instead of the provider's own address, for <see cref="MailAuth.Microsoft"/> and <see cref="MailAuth.Google"/>.</summary>
    public Uri? LoginUrl { get; init; }

    /// <summary>The folder that is read.</summary>
    public string Folder { get; init; } = "INBOX";

    /// <summary>Where a message goes whose comment is written; empty to leave it.</summary>
    public string MoveCommentedTo { get; init; } = "";

    /// <summary>Where a message goes that is no answer to a ticket, or a machine's; empty to leave it.</summary>
    public string MoveIgnoredTo { get; init; } = "";

    /// <summary>The source of <c>Crm:Sources</c> whose tickets are meant; empty where only one has tickets.</summary>
    public string Source { get; init; } = "";

    /// <summary>The server whose <c>Authentication-Results</c> are believed; set, a message without <c>dmarc=pass</c> of it is refused.</summary>
    public string TrustedAuthServId { get; init; } = "";

    /// <summary>Milliseconds that one command may take.</summary>
    public int TimeoutMs { get; init; } = 10_000;

    internal static MailboxOptions Read(Settings settings)
    {
        var mailbox = new MailboxOptions
        {
            Name = settings.Text(nameof(Name), "use 1 to 40 letters, digits, dots and dashes", null, PlainName),
            Host = settings.Text(nameof(Host), "set the host name of the IMAP server, such as imap.example.com", null, HostName),
            Port = settings.Number(nameof(Port), 993, 1, ushort.MaxValue),
            Tls = settings.Choice(nameof(Tls), MailTls.Implicit),
            AuthoritiesFile = settings.Text(nameof(AuthoritiesFile), "name a PEM file", ""),
            Auth = settings.Choice(nameof(Auth), MailAuth.Password),
            SecretId = settings.Text(nameof(SecretId), """name the secret that holds {"username": …, "password": …}, or what the Auth needs"""),
            LoginUrl = settings.Address(nameof(LoginUrl), required: false, "set the https address at which tokens are fetched"),
            Folder = settings.Text(nameof(Folder), "name a folder of the mailbox", "INBOX"),
            MoveCommentedTo = settings.Text(nameof(MoveCommentedTo), "name a folder of the mailbox", ""),
            MoveIgnoredTo = settings.Text(nameof(MoveIgnoredTo), "name a folder of the mailbox", ""),
            Source = settings.Text(nameof(Source), "name a source of Crm__Sources", ""),
            TrustedAuthServId = settings.Text(nameof(TrustedAuthServId), "set the name that your mail server writes into Authentication-Results, such as mx.example.com", ""),
            TimeoutMs = settings.Number(nameof(TimeoutMs), 10_000, 500, 60_000),
        };
        settings.RefuseUnknownKeys();
        return mailbox;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9.-]{1,40}\z", RegexOptions.None, 10_000)]
    private static partial Regex PlainName { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9.:-]{1,253}\z", RegexOptions.None, 10_000)]
    private static partial Regex HostName { get; }
}
