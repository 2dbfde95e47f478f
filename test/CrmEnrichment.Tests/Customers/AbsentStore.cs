using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Tests.Customers;

/// <summary>A state store that does not answer.</summary>
internal sealed class AbsentStore(string message) : IStateStore
{
    public bool IsShared => true;

    public ValueTask<string?> GetAsync(string key, CancellationToken ct) => throw Away();

    public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => throw Away();

    public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => throw Away();

    public ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct) => throw Away();

    public ValueTask DeleteAsync(string key, CancellationToken ct) => throw Away();

    public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct) => throw Away();

    private UpstreamException Away() => new("Amazon DynamoDB", UpstreamFault.Unavailable, message);
}
