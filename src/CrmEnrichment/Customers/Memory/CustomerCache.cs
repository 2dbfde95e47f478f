using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.Http;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Customers.Memory;

/// <summary>What the sources said, shared by all processes through the state store, with a copy in memory for some seconds.</summary>
/// <remarks>A store that is away or slow costs look-ups at the CRM, never an answer.</remarks>
public sealed partial class CustomerCache(IStateStore store, CustomersOptions options, TimeProvider time, ILogger<CustomerCache> log)
{
    /// <summary>A DynamoDB item may have 400 KB.</summary>
    private const int MostCharacters = 100_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than any look-up takes: none that began before an invalidation can outlive its mark.</summary>
    private static readonly TimeSpan s_markLife = TimeSpan.FromMinutes(5);

    private readonly CacheOptions _options = options.Cache;
    private readonly MemoryStateStore _near = new(time);

    internal async Task<RememberedCustomer> ReadAsync(CustomerQuery query)
    {
        if (!_options.Enabled)
        {
            return RememberedCustomer.Nothing;
        }

        var key = Key(query);
        if (await _near.GetAsync(key, CancellationToken.None) is { } near)
        {
            return RememberedCustomer.Parse(near);
        }

        var text = await TryAsync("read", async ct => await store.GetAsync(key, ct));
        await KeepNearAsync(key, text);
        return RememberedCustomer.Parse(text);
    }

    /// <summary>Adds what has been learnt to what others have learnt meanwhile.</summary>
    internal async Task AddAsync(CustomerQuery query, IReadOnlyDictionary<string, RememberedAnswer> news)
    {
        if (!_options.Enabled || news.Count == 0)
        {
            return;
        }

        var key = Key(query);
        await TryAsync("written", async ct =>
        {
            var customer = RememberedCustomer.Parse(await store.GetAsync(key, ct)).With(news).Keep(IsOfUse);
            var text = customer.ToString();
            if (text.Length <= MostCharacters)
            {
                await store.PutAsync(key, text, customer.Since is null && customer.Sources.Values.All(answer => answer.Records.Count == 0) ? _options.UnknownFor : _options.StaleFor, ct);
                await KeepNearAsync(key, text);
            }

            return text;
        });
    }

    /// <summary>For when a CRM says that the customer has changed: nothing that was asked before is believed any more, by whatever process.</summary>
    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    public async Task ForgetAsync(CustomerQuery query, CancellationToken ct)
    {
        foreach (var key in new[] { query with { CustomerId = null }, query with { Phone = null } }.Where(one => !one.IsEmpty).Select(Key))
        {
            await _near.DeleteAsync(key, ct);
            await store.PutAsync(key, (RememberedCustomer.Nothing with { Since = time.GetUtcNow() }).ToString(), s_markLife, ct);
        }
    }

    internal bool IsFresh(RememberedAnswer answer) => Age(answer) < (answer.Records.Count == 0 ? _options.UnknownFor : _options.FreshFor);

    /// <summary>Fresh, or good enough while the source fails. Nobody's absence is: they may have become a customer.</summary>
    internal bool IsOfUse(RememberedAnswer answer) => IsFresh(answer) || (answer.Records.Count > 0 && Age(answer) < _options.StaleFor);

    private TimeSpan Age(RememberedAnswer answer) => time.GetUtcNow() - answer.AskedAt;

    private ValueTask KeepNearAsync(string key, string? text) =>
        store.IsShared && text is not null && _options.MemoryFor > TimeSpan.Zero ? _near.PutAsync(key, text, _options.MemoryFor, CancellationToken.None) : ValueTask.CompletedTask;

    private async Task<string?> TryAsync(string what, Func<CancellationToken, Task<string?>> call)
    {
        using var late = new CancellationTokenSource(s_patience, time);
        try
        {
            return await call(late.Token);
        }
        catch (Exception e) when (e is UpstreamException or OperationCanceledException)
        {
            Away(log, what, e.Message);
            return null;
        }
    }

    /// <summary>By number where there is one: an invalidation seldom knows more.</summary>
    private static string Key(CustomerQuery query) => "customer/" + Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(query.Phone is { } phone ? $"phone/{phone.E164}" : $"id/{query.CustomerId}")));

    [LoggerMessage(403, LogLevel.Warning, "What is known of a customer could not be {What}; the CRMs are asked instead: {Reason}")]
    private static partial void Away(ILogger log, string what, string reason);
}
