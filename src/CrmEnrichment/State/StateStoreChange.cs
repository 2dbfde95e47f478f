namespace CrmEnrichment.State;

/// <summary>For those who read a value, make another of it and put it back, while others may do the same.</summary>
internal static class StateStoreChange
{
    /// <param name="store">Where.</param>
    /// <param name="key">Of the value.</param>
    /// <param name="before">What was read; null where nothing stood there.</param>
    /// <param name="value">What shall stand there.</param>
    /// <param name="timeToLive">From now.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>False when somebody was faster: read again.</returns>
    public static async ValueTask<bool> PutOverAsync(this IStateStore store, string key, string? before, string value, TimeSpan timeToLive, CancellationToken ct) =>
        before is null ? await store.PutIfAbsentAsync(key, value, timeToLive, ct) is null : await store.ReplaceAsync(key, before, value, timeToLive, ct);
}
