using System.Collections.Concurrent;

namespace CrmEnrichment.Local.SecretsManager;

/// <summary>The account's secrets. Setting one again rotates it.</summary>
public sealed class Secrets
{
    private readonly ConcurrentDictionary<string, Secret> _secrets = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    internal Secrets(TimeProvider time) => _time = time;

    /// <summary>In the order of their names.</summary>
    internal IReadOnlyList<Secret> All => [.. _secrets.Values.OrderBy(secret => secret.Name, StringComparer.Ordinal)];

    public void Set(string name, string value)
    {
        var version = new SecretVersion(Guid.NewGuid().ToString(), value, _time.GetUtcNow());
        _secrets.AddOrUpdate(name, _ => new Secret(name, version, null), (_, before) => before with { Current = version, Previous = before.Current });
    }

    public void Remove(string name) => _secrets.TryRemove(name, out _);

    /// <summary>By name or ARN, as Secrets Manager does.</summary>
    internal Secret? Find(string id) => _secrets.GetValueOrDefault(id) ?? _secrets.Values.FirstOrDefault(s => string.Equals(s.Arn, id, StringComparison.Ordinal));
}
