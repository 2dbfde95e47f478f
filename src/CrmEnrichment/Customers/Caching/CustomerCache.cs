using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Customers.Caching;

/// <summary>What the sources said, shared by all processes through the state store, with a copy in memory for some seconds. Where the store is of this process only, memory has all of it.</summary>
/// <remarks>
/// A store that is away or slow costs look-ups at the CRM, never an answer. An invalidation is an entry of its own, which no look-up
/// writes: a look-up that read before the invalidation would otherwise overwrite it.
/// </remarks>
public sealed partial class CustomerCache(IStateStore store, CacheOptions options, TimeProvider time, ILogger<CustomerCache> log)
{
    private const string Prefix = "customer/";

    /// <summary>A DynamoDB item may have 400 KB.</summary>
    private const int MostCharacters = 100_000;

    /// <summary>Numbers and ids under which one record is cached.</summary>
    private const int MostKeys = 20;

    /// <summary>About 10,000 customers.</summary>
    private const long MostBytesNear = 10_000_000;

    /// <summary>Reading may take this part of the time left: the sources, which are asked afterwards, need the most of it.</summary>
    private const double Share = 0.25;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than any look-up takes: nothing that was asked before an invalidation can outlive its mark.</summary>
    private static readonly TimeSpan s_longestLookup = TimeSpan.FromMinutes(5);

    /// <summary>Objects, as reading and writing JSON is most of what a cached customer costs.</summary>
    private readonly BoundedMemory<CachedCustomer> _near = new(time, MostBytesNear, static customer => customer.Size);

    /// <summary>Opens a connection to the store, with a read that finds nothing. Each function may read under this prefix.</summary>
    /// <exception cref="UpstreamException">The store does not answer, or refuses.</exception>
    internal async Task ConnectAsync(CancellationToken ct)
    {
        if (store.IsShared)
        {
            await store.GetAsync(Prefix + "nobody", ct);
        }
    }

    internal async Task<CachedCustomer> ReadAsync(CustomerQuery query)
    {
        if (!options.Enabled || query.Records.Count > 0)
        {
            return CachedCustomer.Nothing;
        }

        var key = Key(query);
        if (!store.IsShared)
        {
            return await GetOwnAsync(key);
        }

        if (_near.Get(key) is { } near)
        {
            return near;
        }

        var customer = CachedCustomer.Nothing;
        await TryAsync("read", Deadline.Left * Share < s_patience ? Deadline.Left * Share : s_patience, async ct => customer = await GetAsync(key, ct));
        KeepNear(key, customer);
        return customer;
    }

    /// <summary>Adds new answers to those that other processes have cached meanwhile.</summary>
    internal async Task AddAsync(CustomerQuery query, IReadOnlyDictionary<string, CachedAnswer> news)
    {
        if (!options.Enabled || news.Count == 0 || query.Records.Count > 0)
        {
            return;
        }

        var key = Key(query);
        if (!store.IsShared)
        {
            var own = (await GetOwnAsync(key)).With(news).Keep(IsOfUse);
            _near.Put(key, own, TimeFor(own));
            await TryAsync("listed", s_patience, ct => ListAsync(news, key, ct));
            return;
        }

        await TryAsync("written", s_patience, async ct =>
        {
            var customer = (await GetAsync(key, ct)).With(news).Keep(IsOfUse);
            var text = customer.ToString();
            if (text.Length <= MostCharacters)
            {
                await store.PutAsync(key, text, TimeFor(customer), ct);
                KeepNear(key, customer);
                await ListAsync(news, key, ct);
            }
        });
    }

    /// <summary>For when a CRM says that the customer has changed: no process uses an older answer any more.</summary>
    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    public async Task ForgetAsync(CustomerQuery query, CancellationToken ct)
    {
        foreach (var key in new[] { query with { CustomerId = null }, query with { Phone = null } }.Where(one => !one.IsEmpty).Select(Key))
        {
            await MarkAsync(key, ct);
        }
    }

    /// <summary>The same where only the record's id in one source is known: entries under a number hold it, too.</summary>
    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    public async Task ForgetAsync(CustomerRef customer, CancellationToken ct)
    {
        foreach (var key in Keys(await store.GetAsync(ListOf(customer), ct)).Append(Key(new CustomerQuery(customer.Id, null))).Append(Key(new CustomerQuery(null, null) { Record = customer })).Distinct(StringComparer.Ordinal))
        {
            await MarkAsync(key, ct);
        }
    }

    internal bool IsFresh(CachedAnswer answer) => Age(answer) < (answer.Records.Count == 0 ? options.UnknownFor : options.FreshFor);

    /// <summary>Fresh, or good enough while the source fails. "Nobody" is not: they may have become a customer.</summary>
    internal bool IsOfUse(CachedAnswer answer) => IsFresh(answer) || (answer.Records.Count > 0 && Age(answer) < options.StaleFor);

    /// <summary>Never negative: an answer from the future means that some clock is wrong.</summary>
    private TimeSpan Age(CachedAnswer answer) => (time.GetUtcNow() - answer.AskedAt).Duration();

    private async Task MarkAsync(string key, CancellationToken ct)
    {
        await store.PutAsync(Mark(key), time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), options.StaleFor + options.UnknownFor + s_longestLookup, ct);
        _near.Remove(key);
    }

    /// <summary>Keeps for each record under which entries it is cached. Written only when a new entry holds it, which is seldom.</summary>
    private async Task ListAsync(IReadOnlyDictionary<string, CachedAnswer> news, string key, CancellationToken ct)
    {
        foreach (var list in news.SelectMany(source => source.Value.Records.Where(record => record.Id is not null).Select(record => ListOf(new(source.Key, record.Id!)))))
        {
            var before = await store.GetAsync(list, ct);
            var keys = Keys(before);
            if (!keys.Contains(key, StringComparer.Ordinal))
            {
                // Two at once may lose one of two new entries: it lives for StaleFor at most, and the next look-up lists it again.
                await store.PutAsync(list, string.Join(' ', keys.TakeLast(MostKeys - 1).Append(key)), options.StaleFor * 2, ct);
            }
        }
    }

    private static string[] Keys(string? list) => list?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string ListOf(CustomerRef customer) => $"{Prefix}of/{customer.Hash()}";

    private async Task<CachedCustomer> GetAsync(string key, CancellationToken ct)
    {
        var (entry, mark) = (store.GetAsync(key, ct).AsTask(), store.GetAsync(Mark(key), ct).AsTask());
        await Task.WhenAll(entry, mark);
        return CachedCustomer.Parse(await entry).AskedAfter(Since(await mark));
    }

    private async Task<CachedCustomer> GetOwnAsync(string key) =>
        (_near.Get(key) ?? CachedCustomer.Nothing).AskedAfter(Since(await store.GetAsync(Mark(key), CancellationToken.None)));

    private static DateTimeOffset? Since(string? mark) =>
        DateTimeOffset.TryParseExact(mark, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since) ? since : null;

    private TimeSpan TimeFor(CachedCustomer customer) => customer.Sources.Values.All(answer => answer.Records.Count == 0) ? options.UnknownFor : options.StaleFor;

    private void KeepNear(string key, CachedCustomer customer)
    {
        if (customer.Sources.Count > 0 && options.MemoryFor > TimeSpan.Zero)
        {
            _near.Put(key, customer, options.MemoryFor);
        }
    }

    private async Task TryAsync(string what, TimeSpan patience, Func<CancellationToken, Task> call)
    {
        // What was learnt is written even when the time of whoever asked first is up: it is for all who ask next.
        using var limit = TimeLimit.StartOwn(patience, time);
        try
        {
            await limit.RunAsync(call);
        }
        catch (Exception e) when (e is UpstreamException or OperationCanceledException)
        {
            Away(log, what, e.Message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What cannot be written helps the next event less, and must not fail this one. The message may quote a field.
            Away(log, what, e.GetType().Name);
        }
    }

    /// <summary>By number where there is one: an invalidation seldom knows more. Both spellings of one subscriber have one entry.</summary>
    private static string Key(CustomerQuery query) => Prefix + Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(query switch
        {
            { Record: { } record } => $"record/{record.Source}\n{record.Id}",
            { Phone: { } phone } => $"phone/{Spelling(phone)}",
            _ => $"id/{query.CustomerId}",
        })));

    private static string Spelling(PhoneNumber phone) =>
        phone.OtherSpelling is { } other && string.CompareOrdinal(other.E164, phone.E164) < 0 ? other.E164 : phone.E164;

    private static string Mark(string key) => $"changed/{key}";

    [LoggerMessage(403, LogLevel.Warning, "Customer cache not {What}; the CRMs are asked instead: {Reason}")]
    private static partial void Away(ILogger log, string what, string reason);
}
