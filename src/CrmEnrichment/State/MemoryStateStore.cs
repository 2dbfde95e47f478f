using System.Collections.Concurrent;
using System.Globalization;

namespace CrmEnrichment.State;

/// <summary>The state of one process, used when no table is configured.</summary>
public sealed class MemoryStateStore(TimeProvider time) : IStateStore
{
    /// <summary>From this many entries on, expired ones are removed before another is added.</summary>
    private const int SweepAt = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public bool IsShared => false;

    public ValueTask<string?> GetAsync(string key, CancellationToken ct) =>
        ValueTask.FromResult(_entries.TryGetValue(key, out var entry) && IsAlive(entry) ? entry.Value : null);

    public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        Sweep();
        _entries[key] = new Entry(value, time.GetUtcNow() + timeToLive);
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        Sweep();
        var mine = new Entry(value, time.GetUtcNow() + timeToLive);
        var standing = _entries.AddOrUpdate(key, mine, (_, old) => IsAlive(old) ? old : mine);
        return ValueTask.FromResult(ReferenceEquals(standing, mine) ? null : standing.Value);
    }

    public ValueTask DeleteAsync(string key, CancellationToken ct)
    {
        _entries.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct)
    {
        Sweep();
        var first = new Entry(Text(amount), time.GetUtcNow() + timeToLive);
        var sum = _entries.AddOrUpdate(key, first, (_, old) => IsAlive(old) ? old with { Value = Text(Number(old) + amount) } : first);
        return ValueTask.FromResult(Number(sum));

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

        static long Number(Entry entry) => long.Parse(entry.Value, CultureInfo.InvariantCulture);
    }

    private bool IsAlive(Entry entry) => entry.Expires > time.GetUtcNow();

    private void Sweep()
    {
        if (_entries.Count >= SweepAt)
        {
            foreach (var expired in _entries.Where(entry => !IsAlive(entry.Value)))
            {
                _entries.TryRemove(expired);
            }
        }
    }

    private sealed record Entry(string Value, DateTimeOffset Expires);
}
