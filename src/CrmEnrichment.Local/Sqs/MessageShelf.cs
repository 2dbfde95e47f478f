namespace CrmEnrichment.Local.Sqs;

/// <summary>The messages of a queue, found by id, by age, and by whether a receive would see them. Its queue's lock guards it.</summary>
/// <remarks>No step takes longer for a hundred thousand letters than the depth of a tree.</remarks>
internal sealed class MessageShelf
{
    private static readonly Comparer<QueuedMessage> s_byAge = Comparer<QueuedMessage>.Create((x, y) => x.Number.CompareTo(y.Number));

    private static readonly Comparer<QueuedMessage> s_byReturn = Comparer<QueuedMessage>.Create(
        (x, y) => x.VisibleAt.CompareTo(y.VisibleAt) is not 0 and var order ? order : x.Number.CompareTo(y.Number));

    /// <summary>Of a standard queue, as SQS documents its quotas.</summary>
    private const int MostInFlight = 120_000;

    private readonly Dictionary<string, QueuedMessage> _byId = new(StringComparer.Ordinal);
    private readonly SortedSet<QueuedMessage> _all = new(s_byAge);
    private readonly SortedSet<QueuedMessage> _visible = new(s_byAge);
    private readonly SortedSet<QueuedMessage> _hidden = new(s_byReturn);
    private readonly Dictionary<string, int> _inFlightOfGroup = new(StringComparer.Ordinal);

    /// <summary>Oldest first.</summary>
    public IEnumerable<QueuedMessage> All => _all;

    /// <summary>When the next hidden message comes back.</summary>
    public DateTimeOffset? NextReturn => _hidden.Min?.VisibleAt;

    public QueuedMessage? Find(string id) => _byId.GetValueOrDefault(id);

    public void Add(QueuedMessage message)
    {
        _byId.Add(message.Id, message);
        _all.Add(message);
        Hide(message);
    }

    public void Remove(QueuedMessage message)
    {
        _byId.Remove(message.Id);
        _all.Remove(message);
        _ = Unhide(message) || _visible.Remove(message);
    }

    public void Clear()
    {
        _byId.Clear();
        _all.Clear();
        _visible.Clear();
        _hidden.Clear();
        _inFlightOfGroup.Clear();
    }

    /// <summary>The oldest visible messages, which <paramref name="hide"/> hides; none while as many are hidden as SQS allows, and none of a group that waits.</summary>
    /// <returns>The messages that came back and have been received too often: they are removed.</returns>
    public IReadOnlyList<QueuedMessage> Take(int most, DateTimeOffset now, int? mostReceives, Action<QueuedMessage> hide)
    {
        var spent = new List<QueuedMessage>();
        while (_hidden.Min is { } first && first.VisibleAt <= now)
        {
            Unhide(first);
            _visible.Add(first);
            if (first.ReceiveCount >= mostReceives)
            {
                Remove(first);
                spent.Add(first);
            }
        }

        if (_hidden.Count >= MostInFlight)
        {
            return spent;
        }

        // Judged before any is hidden: one receive may get several of a group, in their order.
        foreach (var message in _visible.Where(message => message.OrderedGroup is not { } group || !_inFlightOfGroup.ContainsKey(group)).Take(most).ToList())
        {
            Change(message, () => hide(message));
        }

        return spent;
    }

    /// <summary>Changes when the message is visible again.</summary>
    public void Change(QueuedMessage message, Action change)
    {
        _ = Unhide(message) || _visible.Remove(message);
        change();
        Hide(message);
    }

    /// <summary>Removes what was sent at this time or before.</summary>
    public void Expire(DateTimeOffset sentBy)
    {
        while (_all.Min is { } oldest && oldest.SentAt <= sentBy)
        {
            Remove(oldest);
        }
    }

    private void Hide(QueuedMessage message)
    {
        _hidden.Add(message);
        if (message is { ReceiveCount: > 0, OrderedGroup: { } group })
        {
            _inFlightOfGroup[group] = _inFlightOfGroup.GetValueOrDefault(group) + 1;
        }
    }

    /// <returns>False if it was not hidden.</returns>
    private bool Unhide(QueuedMessage message)
    {
        if (!_hidden.Remove(message))
        {
            return false;
        }

        if (message is { ReceiveCount: > 0, OrderedGroup: { } group } && --_inFlightOfGroup[group] == 0)
        {
            _inFlightOfGroup.Remove(group);
        }

        return true;
    }
}
