using CrmEnrichment.Http.Credentials;

namespace CrmEnrichment.Tests;

/// <summary>A secret store in memory, with the cache that the contract of <see cref="ISecrets"/> asks for.</summary>
public sealed class KnownSecrets : ISecrets
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _store = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _cache = new(StringComparer.Ordinal);

    /// <summary>How often the store, and not the cache, was asked.</summary>
    public int ReadsOfTheStore { get; private set; }

    public string this[string secretId]
    {
        set
        {
            lock (_lock)
            {
                _store[secretId] = value;
            }
        }
    }

    public ValueTask<string> ReadAsync(string secretId, CancellationToken ct)
    {
        lock (_lock)
        {
            return _cache.TryGetValue(secretId, out var text) ? new(text) : ReadAgainAsync(secretId, ct);
        }
    }

    public ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct)
    {
        lock (_lock)
        {
            ReadsOfTheStore++;
            return new(_cache[secretId] = _store[secretId]);
        }
    }
}
