using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tickets.Messages;

namespace CrmEnrichment.Tickets.Mailboxes;

/// <summary>One folder of a mailbox, open. Reading leaves every flag as it is.</summary>
/// <remarks>Every member throws <see cref="UpstreamException"/> where the server does not answer, refuses, or has gone. It names no address and quotes no text.</remarks>
public interface IMailbox : IAsyncDisposable
{
    /// <summary>While it is the same, a UID means the same message.</summary>
    uint UidValidity { get; }

    /// <summary>Messages in the folder.</summary>
    int Count { get; }

    /// <summary>False after the connection broke: then only <see cref="IAsyncDisposable.DisposeAsync"/> makes sense.</summary>
    bool IsOpen { get; }

    /// <summary>UIDs above <paramref name="after"/> of messages that arrived on the day of <paramref name="since"/> or later, ascending.</summary>
    Task<IReadOnlyList<uint>> FindAsync(uint after, DateTimeOffset since, CancellationToken ct);

    /// <summary>Headers, the text, and the attachments' names. What is longer than its bound is cut.</summary>
    /// <returns>Null when there is no such message any more.</returns>
    Task<MailMessage?> ReadAsync(uint uid, CancellationToken ct);

    /// <summary>The content of one attachment, decoded; the rest of the message is not read.</summary>
    /// <param name="uid">Of the message.</param>
    /// <param name="attachment">As <see cref="ReadAsync"/> told it.</param>
    /// <param name="most">Bytes, decoded.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>Null when it is longer, or not there any more.</returns>
    Task<byte[]?> ReadAttachmentAsync(uint uid, MailAttachment attachment, int most, CancellationToken ct);

    /// <summary>Nothing happens to a message that is gone.</summary>
    Task MoveAsync(uint uid, string folder, CancellationToken ct);

    /// <summary>Whether a folder of this name is there.</summary>
    Task<bool> HasFolderAsync(string folder, CancellationToken ct);
}
