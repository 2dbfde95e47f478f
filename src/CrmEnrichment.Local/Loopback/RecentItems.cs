namespace CrmEnrichment.Local.Loopback;

/// <summary>A list that several threads write: all items, or the last ones of a process that runs for long.</summary>
internal sealed class RecentItems<T>
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = new();

    /// <summary>Older items are dropped.</summary>
    public int Most { get; set; } = int.MaxValue;

    /// <summary>A snapshot, oldest first.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _items];
            }
        }
    }

    public void Add(T item)
    {
        lock (_gate)
        {
            while (_items.Count >= Most)
            {
                _items.Dequeue();
            }

            _items.Enqueue(item);
        }
    }

    /// <returns>What was in it.</returns>
    public IReadOnlyList<T> Clear()
    {
        lock (_gate)
        {
            T[] items = [.. _items];
            _items.Clear();
            return items;
        }
    }
}
