using CrmEnrichment.Local.Mail.Messages;

namespace CrmEnrichment.Local.Mail;

/// <summary>A message in a folder.</summary>
internal sealed class StoredMessage(uint uid, ReadOnlyMemory<byte> bytes, DateTimeOffset arrivedAt)
{
    private MessagePart? _root;

    public uint Uid => uid;

    public ReadOnlyMemory<byte> Bytes => bytes;

    public DateTimeOffset ArrivedAt => arrivedAt;

    public bool IsSeen { get; set; }

    public MessagePart Root => _root ??= MessagePart.Read(bytes);
}
