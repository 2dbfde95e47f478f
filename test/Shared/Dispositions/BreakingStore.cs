using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Tests.Dispositions;

/// <summary>A store in which a put fails, as if the process ended at that moment.</summary>
internal sealed class BreakingStore(IStateStore inner) : IStateStore
{
    /// <summary>What keys begin with under which nothing can be put; null for none.</summary>
    public string? Broken { get; set; }

    public bool IsShared => inner.IsShared;

    public ValueTask<string?> GetAsync(string key, CancellationToken ct) => inner.GetAsync(key, ct);

    public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) =>
        Broken is { } prefix && key.StartsWith(prefix, StringComparison.Ordinal)
            ? throw new UpstreamException("State", UpstreamFault.Unavailable, "The state store is away.")
            : inner.PutAsync(key, value, timeToLive, ct);

    public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => inner.PutIfAbsentAsync(key, value, timeToLive, ct);

    public ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct) => inner.ReplaceAsync(key, expected, value, timeToLive, ct);

    public ValueTask DeleteAsync(string key, CancellationToken ct) => inner.DeleteAsync(key, ct);

    public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct) => inner.AddAsync(key, amount, timeToLive, ct);
}
