using System.Net.Sockets;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tickets.Mailboxes;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace CrmEnrichment.Mail;

/// <summary>Runs one command in its time, and says what went wrong in our words: the server's could quote an address.</summary>
internal sealed class ImapCommands(MailboxOptions options, TimeProvider time)
{
    public async Task RunAsync(Func<CancellationToken, Task> command, CancellationToken ct) => await RunAsync(
        async token =>
        {
            await command(token);
            return true;
        }, ct);

    /// <returns>A connection that is signed in.</returns>
    /// <exception cref="UpstreamException">There is no connection, or the login is refused.</exception>
    public async Task<ImapClient> SignInAsync(Func<CancellationToken, Task<ImapClient>> connect, Func<ImapClient, CancellationToken, Task> authenticate, CancellationToken ct)
    {
        var client = await connect(ct);
        try
        {
            await RunAsync(token => authenticate(client, token), ct);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <exception cref="UpstreamException">The command failed.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> command, CancellationToken ct)
    {
        using var limit = TimeLimit.Start(TimeSpan.FromMilliseconds(options.TimeoutMs), time, ct);
        try
        {
            return await limit.RunAsync(command);
        }
        catch (OperationCanceledException e) when (limit.IsOver)
        {
            throw new UpstreamException(options.Name, UpstreamFault.Unavailable, $"{options.Name}: the mail server did not answer within {limit.Length.TotalMilliseconds:0} ms.", inner: e) { IsTimeout = true };
        }
        catch (Exception e) when (Read(e) is not null)
        {
            throw Read(e)!;
        }
    }

    private UpstreamException? Read(Exception e) => e switch
    {
        MailKit.Security.AuthenticationException => Failed(UpstreamFault.AuthRefused, $"the mail server refused the login. Check the secret '{options.SecretId}', and that IMAP is allowed for the mailbox.", e),
        SslHandshakeException => Failed(
            UpstreamFault.Unavailable, $"TLS failed with {options.Host}:{options.Port}: a certificate that is not of a trusted authority, has expired, or is for another name; or the port speaks no TLS (then set Mail__Mailboxes__N__Tls to StartTls).", e),
        NotSupportedException => Failed(UpstreamFault.Rejected, "the mail server offers no STARTTLS. Set Mail__Mailboxes__N__Tls to Implicit and the port to 993.", e),
        FolderNotFoundException => Failed(UpstreamFault.Rejected, "a folder is not there. Check Mail__Mailboxes__N__Folder, MoveCommentedTo and MoveIgnoredTo: their names are those of the server, such as INBOX.Done.", e),
        ImapCommandException { Response: ImapCommandResponse.Bad } => Failed(UpstreamFault.Rejected, "the mail server did not understand a command.", e),
        ImapCommandException => Failed(UpstreamFault.Unavailable, "the mail server refused a command at present.", e),
        ServiceNotAuthenticatedException or ServiceNotConnectedException or FolderNotOpenException or ProtocolException or IOException or SocketException or System.Security.Authentication.AuthenticationException or TimeoutException or ObjectDisposedException =>
            Failed(UpstreamFault.Unavailable, $"there is no connection to {options.Host}:{options.Port}, or it broke.", e),
        _ => null,
    };

    private UpstreamException Failed(UpstreamFault fault, string message, Exception inner) => new(options.Name, fault, $"{options.Name}: {message}", inner: inner);
}
