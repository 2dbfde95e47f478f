using System.Globalization;

namespace CrmEnrichment.State;

/// <summary>The state of one process, used when no table is configured.</summary>
/// <remarks>It has a bound: beyond <see cref="MostCharacters"/>, what was put first goes first, and an event that comes again is then handled again.</remarks>
public sealed class MemoryStateStore(TimeProvider time) : IStateStore
{
    /// <summary>Of all keys and values together: about 50,000 claims of events, and 15 MB with what stands around them.</summary>
    public const int MostCharacters = 4_000_000;

    private const int SmallestSweep = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>In the order in which they were put; those that were replaced or removed since lie among them until the next sweep.</summary>
    private Queue<Entry> _order = new();

    private int _characters;
    private int _sweepAt = SmallestSweep;

    public bool IsShared => false;

    public ValueTask<string?> GetAsync(string key, CancellationToken ct)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(Alive(key)?.Value);
        }
    }

    public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        lock (_lock)
        {
            Put(new Entry(key, value, time.GetUtcNow() + timeToLive));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        lock (_lock)
        {
            if (Alive(key) is { } standing)
            {
                return ValueTask.FromResult<string?>(standing.Value);
            }

            Put(new Entry(key, value, time.GetUtcNow() + timeToLive));
        }

        return ValueTask.FromResult<string?>(null);
    }

    public ValueTask DeleteAsync(string key, CancellationToken ct)
    {
        lock (_lock)
        {
            Remove(key);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct)
    {
        lock (_lock)
        {
            var old = Alive(key);
            var sum = amount + (old is null ? 0 : long.Parse(old.Value, CultureInfo.InvariantCulture));
            Put(new Entry(key, sum.ToString(CultureInfo.InvariantCulture), old?.Expires ?? time.GetUtcNow() + timeToLive));
            return ValueTask.FromResult(sum);
        }
    }

    private Entry? Alive(string key) => _entries.TryGetValue(key, out var entry) && entry.Expires > time.GetUtcNow() ? entry : null;

    private void Put(Entry entry)
    {
        Remove(entry.Key);
        _entries.Add(entry.Key, entry);
        _characters += entry.Characters;
        _order.Enqueue(entry);
        if (_order.Count > _sweepAt || _characters > MostCharacters)
        {
            Sweep();
        }
    }

    private void Remove(string key)
    {
        if (_entries.Remove(key, out var entry))
        {
            _characters -= entry.Characters;
        }
    }

    /// <summary>Only when as many have come as stayed the last time, or a tenth of the bound: so an entry costs the same however many there are.</summary>
    private void Sweep()
    {
        var now = time.GetUtcNow();
        var kept = new Queue<Entry>();
        foreach (var entry in _order.Where(IsCurrent))
        {
            if (entry.Expires > now)
            {
                kept.Enqueue(entry);
            }
            else
            {
                Remove(entry.Key);
            }
        }

        if (_characters > MostCharacters)
        {
            while (_characters > MostCharacters / 10 * 9)
            {
                Remove(kept.Dequeue().Key);
            }
        }

        _order = kept;
        _sweepAt = Math.Max(SmallestSweep, 2 * kept.Count);
    }

    private bool IsCurrent(Entry entry) => _entries.TryGetValue(entry.Key, out var standing) && ReferenceEquals(standing, entry);

    private sealed record Entry(string Key, string Value, DateTimeOffset Expires)
    {
        public int Characters => Key.Length + Value.Length;
    }
}
