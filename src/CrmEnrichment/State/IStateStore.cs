namespace CrmEnrichment.State;

/// <summary>Small values that several function environments share: what has been done, what is being done, parts of large letters.</summary>
/// <remarks>Two real sides: DynamoDB (one table), and memory where no table is named.</remarks>
public interface IStateStore
{
    /// <summary>Whether other processes see what is put here. Memory does not outlive the process.</summary>
    bool IsShared { get; }

    /// <returns>The value, or null when there is none or its time is over.</returns>
    ValueTask<string?> GetAsync(string key, CancellationToken ct);

    ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct);

    /// <summary>Puts the value unless a living one is there; of many simultaneous callers exactly one succeeds.</summary>
    /// <returns>Null when the value was put, otherwise the value that was there.</returns>
    ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct);

    ValueTask DeleteAsync(string key, CancellationToken ct);

    /// <summary>Adds to a counter, which begins at 0; many simultaneous callers are all counted.</summary>
    /// <remarks>
    /// Its life begins with the first addition. When it ends is not exact: a key must not be used again after it. Counters and values have different keys.
    /// </remarks>
    /// <returns>The sum, with what was added.</returns>
    ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct);
}
