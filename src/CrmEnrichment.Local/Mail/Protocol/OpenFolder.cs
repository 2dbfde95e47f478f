namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>A folder as one session sees it: messages keep their places until the session has been told otherwise.</summary>
internal sealed class OpenFolder(string name, MailFolder folder, bool isReadOnly)
{
    private readonly List<StoredMessage> _seen = [.. folder.All];

    public string Name => name;

    public MailFolder Folder => folder;

    public bool IsReadOnly => isReadOnly;

    /// <summary>With the number of its place, from 1.</summary>
    public IEnumerable<(int Number, StoredMessage Message)> Messages => _seen.Select((message, i) => (i + 1, message));

    /// <summary>The number that a star stands for.</summary>
    public uint LastUid => _seen is [.., var last] ? last.Uid : 0;

    /// <summary>Tells what has come and gone.</summary>
    public void Tell(ImapAnswer answer)
    {
        var now = folder.All;
        var left = now.ToHashSet();
        for (var i = _seen.Count - 1; i >= 0; i--)
        {
            if (!left.Contains(_seen[i]))
            {
                _seen.RemoveAt(i);
                answer.Untagged($"{i + 1} EXPUNGE");
            }
        }

        if (now.Count > _seen.Count)
        {
            _seen.AddRange(now.Skip(_seen.Count));
            answer.Untagged($"{_seen.Count} EXISTS");
        }
    }
}
