using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Scenarios;
using CrmEnrichment.State;

namespace CrmEnrichment.Simulation.Aws;

/// <summary>The state table that all environments share: consistent, and some milliseconds away. A value takes effect in the middle of its call.</summary>
internal sealed class StateTable(Scenario scenario, Facts facts, Usage usage, SimulatedTime time) : IStateStore
{
    private readonly Dice _dice = new(scenario.Seed, 3);
    private readonly Spread _takes = facts.Aws("table");
    private readonly Dictionary<string, (string Value, DateTimeOffset Expires)> _values = new(StringComparer.Ordinal);

    public bool IsShared => true;

    public async ValueTask<string?> GetAsync(string key, CancellationToken ct)
    {
        usage.TableReads++;
        return await CallAsync(() => Alive(key), ct);
    }

    public async ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        usage.TableWrites++;
        await CallAsync(() => Set(key, value, timeToLive), ct);
    }

    public async ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        usage.TableWrites++;
        return await CallAsync(() =>
        {
            var standing = Alive(key);
            if (standing is null)
            {
                Set(key, value, timeToLive);
            }

            return standing;
        }, ct);
    }

    public async ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        usage.TableWrites++;
        return await CallAsync(() => string.Equals(Alive(key), expected, StringComparison.Ordinal) && Set(key, value, timeToLive), ct);
    }

    public async ValueTask DeleteAsync(string key, CancellationToken ct)
    {
        usage.TableWrites++;
        await CallAsync(() => _values.Remove(key), ct);
    }

    public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct) => throw new NotSupportedException("No function of the simulation counts.");

    private async Task<T> CallAsync<T>(Func<T> effect, CancellationToken ct)
    {
        var half = _dice.Around(_takes) / 2;
        await Task.Delay(half, time, ct);
        var result = effect();
        await Task.Delay(half, time, ct);
        return result;
    }

    private string? Alive(string key) => _values.TryGetValue(key, out var entry) && entry.Expires > time.GetUtcNow() ? entry.Value : null;

    private bool Set(string key, string value, TimeSpan timeToLive)
    {
        _values[key] = (value, time.GetUtcNow() + timeToLive);
        return true;
    }
}
