namespace CrmEnrichment.State;

/// <summary>Small values that several function environments share: claims of events, cached answers, counters, parts of large letters.</summary>
/// <remarks>Two implementations: DynamoDB (one table), and memory when no table is configured.</remarks>
public interface IStateStore
{
    /// <summary>Whether other processes see what is put here. Memory does not outlive the process.</summary>
    bool IsShared { get; }

    /// <returns>The value, or null when there is none or it has expired.</returns>
    ValueTask<string?> GetAsync(string key, CancellationToken ct);

    ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct);

    /// <summary>Puts the value unless one is there that has not expired. Of many simultaneous callers exactly one succeeds.</summary>
    /// <returns>Null when the value was put, otherwise the value that was there.</returns>
    ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct);

    /// <summary>Puts the value if the standing one is still <paramref name="expected"/>: of many who read the same value exactly one succeeds.</summary>
    /// <param name="key">Of the value.</param>
    /// <param name="expected">What was read.</param>
    /// <param name="value">What shall stand there.</param>
    /// <param name="timeToLive">From now.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>False when another value stands there, or none.</returns>
    ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct);

    ValueTask DeleteAsync(string key, CancellationToken ct);

    /// <summary>Adds to a counter, which starts at 0. All simultaneous callers are counted.</summary>
    /// <remarks>
    /// Its time to live starts with the first addition. Its end is not exact: do not use a key again after it. Counters and values have different keys.
    /// </remarks>
    /// <returns>The sum, with what was added.</returns>
    ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct);
}
