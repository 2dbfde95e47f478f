using CrmEnrichment.Tickets.Mailboxes;
using CrmEnrichment.Tickets.Messages;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>A mail server with one folder, in memory: what a desk does is the matter, and IMAP has tests with a real server.</summary>
internal sealed class MailboxInMemory : IMailServer, IMailbox
{
    private readonly SortedDictionary<uint, MailMessage> _messages = [];

    public uint UidValidity => 1;

    public int Count => _messages.Count;

    public bool IsOpen => true;

    /// <summary>What is attached, by its part.</summary>
    public Dictionary<string, byte[]> Parts { get; } = new(StringComparer.Ordinal);

    public void Deliver(MailMessage message) => _messages[(uint)_messages.Count + 1] = message;

    public Task<IMailbox> OpenAsync(MailboxOptions options, CancellationToken ct) => Task.FromResult<IMailbox>(this);

    public Task<IReadOnlyList<uint>> FindAsync(uint after, DateTimeOffset since, CancellationToken ct) => Task.FromResult<IReadOnlyList<uint>>([.. _messages.Keys.Where(uid => uid > after)]);

    public Task<MailMessage?> ReadAsync(uint uid, CancellationToken ct) => Task.FromResult(_messages.GetValueOrDefault(uid));

    public Task<byte[]?> ReadAttachmentAsync(uint uid, MailAttachment attachment, int most, CancellationToken ct) =>
        Task.FromResult(Parts.TryGetValue(attachment.Part, out var content) && content.Length <= most ? content : null);

    public Task MoveAsync(uint uid, string folder, CancellationToken ct) => Task.CompletedTask;

    public Task<bool> HasFolderAsync(string folder, CancellationToken ct) => Task.FromResult(true);

    public ValueTask DisposeAsync() => default;
}
