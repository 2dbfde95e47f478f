using System.Globalization;

namespace CrmEnrichment.State;

/// <summary>The state of one process, used when no table is configured.</summary>
/// <remarks>It has a bound: beyond <see cref="MostCharacters"/>, what was put first goes first, and an event that comes again is then handled again.</remarks>
public sealed class MemoryStateStore(TimeProvider time) : IStateStore
{
    /// <summary>Of all keys and values together: about 20,000 claims of events, and 10 MB with what stands around them.</summary>
    public const int MostCharacters = 2_000_000;

    private readonly BoundedMemory<string> _entries = new(time, MostCharacters, static text => text.Length);

    public bool IsShared => false;

    public ValueTask<string?> GetAsync(string key, CancellationToken ct) => ValueTask.FromResult(_entries.Get(key));

    public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        _entries.Put(key, value, timeToLive);
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) =>
        ValueTask.FromResult(_entries.PutIfAbsent(key, value, timeToLive));

    public ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct) =>
        ValueTask.FromResult(_entries.Replace(key, standing => string.Equals(standing, expected, StringComparison.Ordinal), value, timeToLive));

    public ValueTask DeleteAsync(string key, CancellationToken ct)
    {
        _entries.Remove(key);
        return ValueTask.CompletedTask;
    }

    public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct)
    {
        var sum = _entries.Change(key, old => ((old is null ? 0 : Number(old)) + amount).ToString(CultureInfo.InvariantCulture), timeToLive);
        return ValueTask.FromResult(Number(sum));

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
