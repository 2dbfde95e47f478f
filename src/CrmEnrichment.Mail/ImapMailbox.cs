using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tickets.Mailboxes;
using CrmEnrichment.Tickets.Messages;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace CrmEnrichment.Mail;

/// <summary>One folder over IMAP. A message is read in parts: its structure, its headers up to a bound, the text up to a bound; an attachment only where it is asked for, and alone.</summary>
internal sealed class ImapMailbox(ImapClient client, IMailFolder folder, ImapCommands commands) : IMailbox
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    private readonly MessageReader _reader = new(folder);

    public uint UidValidity => folder.UidValidity;

    public int Count => folder.Count;

    public bool IsOpen => client.IsConnected && folder.IsOpen;

    public async Task<IReadOnlyList<uint>> FindAsync(uint after, DateTimeOffset since, CancellationToken ct)
    {
        if (after == uint.MaxValue)
        {
            return [];
        }

        // SINCE compares days of the server's clock, so a day more is asked for.
        var query = SearchQuery.Uids(new UniqueIdRange(new UniqueId(after + 1), UniqueId.MaxValue)).And(SearchQuery.DeliveredAfter(since.UtcDateTime.Date.AddDays(-1)));
        var found = await commands.RunAsync(token => folder.SearchAsync(query, token), ct);

        // n:* has the last message also where that is older than n.
        return [.. found.Select(uid => uid.Id).Where(uid => uid > after).Order()];
    }

    public Task<MailMessage?> ReadAsync(uint uid, CancellationToken ct) => OrGoneAsync(token => _reader.ReadAsync(new UniqueId(uid), token), ct);

    public Task<byte[]?> ReadAttachmentAsync(uint uid, MailAttachment attachment, int most, CancellationToken ct) =>
        OrGoneAsync(token => AttachmentReader.ReadAsync(folder, new UniqueId(uid), attachment, most, token), ct);

    public async Task MoveAsync(uint uid, string to, CancellationToken ct)
    {
        var destination = await commands.RunAsync(token => ImapServer.FolderAsync(client, to, token), ct);
        await commands.RunAsync(token => folder.MoveToAsync(new UniqueId(uid), destination, token), ct);
    }

    public async Task<bool> HasFolderAsync(string name, CancellationToken ct)
    {
        try
        {
            await commands.RunAsync(token => ImapServer.FolderAsync(client, name, token), ct);
            return true;
        }
        catch (UpstreamException e) when (e.InnerException is FolderNotFoundException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected)
        {
            try
            {
                using var limit = new CancellationTokenSource(s_farewell);
                await client.DisconnectAsync(quit: true, limit.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or ProtocolException or System.Net.Sockets.SocketException or CommandException or InvalidOperationException)
            {
                // It has gone already; there is nothing to save.
            }
        }

        client.Dispose();
    }

    /// <returns>Null also where the message is gone since it was found.</returns>
    private async Task<T?> OrGoneAsync<T>(Func<CancellationToken, Task<T?>> read, CancellationToken ct)
        where T : class
    {
        try
        {
            return await commands.RunAsync(read, ct);
        }
        catch (UpstreamException e) when (e.InnerException is MessageNotFoundException)
        {
            return null;
        }
    }
}
