namespace CrmEnrichment.State;

/// <summary>Values of one process by key, each for its time, and all of them together within a bound.</summary>
/// <param name="time">Now.</param>
/// <param name="most">Of all sizes together: beyond it, what was put first goes first.</param>
/// <param name="size">Of a value. Keys count by their characters.</param>
internal sealed class BoundedMemory<T>(TimeProvider time, long most, Func<T, long> size)
    where T : class
{
    private const int SmallestSweep = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>In the order in which they were put; those that were replaced or removed since lie among them until the next sweep.</summary>
    private Queue<Entry> _order = new();

    private long _held;
    private int _sweepAt = SmallestSweep;

    public T? Get(string key)
    {
        lock (_lock)
        {
            return Alive(key)?.Value;
        }
    }

    public void Put(string key, T value, TimeSpan timeToLive)
    {
        lock (_lock)
        {
            Put(key, value, time.GetUtcNow() + timeToLive);
        }
    }

    /// <returns>The value that stands there already, or null when this one was put.</returns>
    public T? PutIfAbsent(string key, T value, TimeSpan timeToLive)
    {
        lock (_lock)
        {
            var standing = Alive(key)?.Value;
            if (standing is null)
            {
                Put(key, value, time.GetUtcNow() + timeToLive);
            }

            return standing;
        }
    }

    /// <summary>Puts what <paramref name="change"/> makes of the standing value, which then keeps its time; of null where there is none.</summary>
    public T Change(string key, Func<T?, T> change, TimeSpan timeToLive)
    {
        lock (_lock)
        {
            var standing = Alive(key);
            var changed = change(standing?.Value);
            Put(key, changed, standing?.Expires ?? time.GetUtcNow() + timeToLive);
            return changed;
        }
    }

    /// <returns>Whether the standing value met the condition, and was replaced.</returns>
    public bool Replace(string key, Func<T, bool> meets, T value, TimeSpan timeToLive)
    {
        lock (_lock)
        {
            var replaced = Alive(key) is { } standing && meets(standing.Value);
            if (replaced)
            {
                Put(key, value, time.GetUtcNow() + timeToLive);
            }

            return replaced;
        }
    }

    public void Remove(string key)
    {
        lock (_lock)
        {
            Drop(key);
        }
    }

    private Entry? Alive(string key) => _entries.TryGetValue(key, out var entry) && entry.Expires > time.GetUtcNow() ? entry : null;

    private void Put(string key, T value, DateTimeOffset expires)
    {
        Drop(key);
        var entry = new Entry(key, value, expires, key.Length + size(value));
        _entries.Add(key, entry);
        _held += entry.Size;
        _order.Enqueue(entry);
        if (_order.Count > _sweepAt || _held > most)
        {
            Sweep();
        }
    }

    private void Drop(string key)
    {
        if (_entries.Remove(key, out var entry))
        {
            _held -= entry.Size;
        }
    }

    /// <summary>Only when as many have come as stayed the last time, or a tenth of the bound: so an entry costs the same however many there are.</summary>
    private void Sweep()
    {
        var now = time.GetUtcNow();
        var kept = new Queue<Entry>();
        foreach (var entry in _order.Where(entry => ReferenceEquals(_entries.GetValueOrDefault(entry.Key), entry)))
        {
            if (entry.Expires > now)
            {
                kept.Enqueue(entry);
            }
            else
            {
                Drop(entry.Key);
            }
        }

        if (_held > most)
        {
            while (_held > most / 10 * 9)
            {
                Drop(kept.Dequeue().Key);
            }
        }

        _order = kept;
        _sweepAt = Math.Max(SmallestSweep, 2 * kept.Count);
    }

    private sealed record Entry(string Key, T Value, DateTimeOffset Expires, long Size);
}
