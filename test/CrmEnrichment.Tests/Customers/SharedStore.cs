using CrmEnrichment.State;

namespace CrmEnrichment.Tests.Customers;

/// <summary>Says of itself that others see it, as the DynamoDB table does.</summary>
/// <param name="inner">What they see.</param>
/// <param name="beforePut">What another one does before something is put.</param>
internal sealed class SharedStore(IStateStore inner, Func<Task>? beforePut = null) : IStateStore
{
    public bool IsShared => true;

    public ValueTask<string?> GetAsync(string key, CancellationToken ct) => inner.GetAsync(key, ct);

    public async ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
    {
        await (beforePut?.Invoke() ?? Task.CompletedTask);
        ct.ThrowIfCancellationRequested();
        await inner.PutAsync(key, value, timeToLive, ct);
    }

    public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => inner.PutIfAbsentAsync(key, value, timeToLive, ct);

    public ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct) => inner.ReplaceAsync(key, expected, value, timeToLive, ct);

    public ValueTask DeleteAsync(string key, CancellationToken ct) => inner.DeleteAsync(key, ct);

    public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct) => inner.AddAsync(key, amount, timeToLive, ct);
}
