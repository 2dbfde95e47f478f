namespace CrmEnrichment.Local.Mail;

/// <summary>A folder: messages with numbers that only rise, as long as <see cref="UidValidity"/> stays the same.</summary>
internal sealed class MailFolder(uint uidValidity)
{
    private readonly Lock _gate = new();
    private readonly List<StoredMessage> _messages = [];

    public uint UidValidity => uidValidity;

    public uint NextUid { get; private set; } = 1;

    /// <summary>A snapshot, by UID.</summary>
    public IReadOnlyList<StoredMessage> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    public StoredMessage Add(ReadOnlyMemory<byte> bytes, DateTimeOffset arrivedAt)
    {
        lock (_gate)
        {
            var message = new StoredMessage(NextUid++, bytes, arrivedAt);
            _messages.Add(message);
            return message;
        }
    }

    /// <returns>False when somebody was faster.</returns>
    public bool Remove(StoredMessage message)
    {
        lock (_gate)
        {
            return _messages.Remove(message);
        }
    }
}
