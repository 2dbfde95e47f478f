using System.Text.Json;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmEnrichment.Customers;

/// <summary>One look-up of a customer who is known in memory, so that the first real one finds its code compiled and the numbering plans loaded.</summary>
internal static class DirectoryRehearsal
{
    /// <summary>A reserved fictional number; and as people write it.</summary>
    public const string Number = "+12015550199", Written = "(201) 555-0199";

    public static WarmUpStep Step(PhoneNumberReader numbers, TimeProvider time) => new("code of look-ups", WarmUpKind.Code, ct => RunAsync(numbers, time, ct));

    /// <summary>A directory that sends nothing, logs nothing and counts nothing.</summary>
    public static CustomerDirectory Directory(ISecrets secrets, TimeProvider time) => new(
        [new DirectorySource(new InMemory(), Priority: 1, SourceRole.Ordinary, TimeSpan.FromSeconds(1))],
        new CustomersOptions(),
        new CustomerCache(new MemoryStateStore(time), new CacheOptions(), time, NullLogger<CustomerCache>.Instance),
        new LookupAudit(secretId: "", secrets, time, NullLogger<LookupAudit>.Instance),
        new Metrics(TextWriter.Null, time, nameof(DirectoryRehearsal)),
        new ProcessStart(),
        time,
        NullLogger<CustomerDirectory>.Instance);

    private static async Task RunAsync(PhoneNumberReader numbers, TimeProvider time, CancellationToken ct)
    {
        numbers.Read(Written);
        var query = new CustomerQuery("0", numbers.Read(Number).Phone);
        await using var lookup = Directory(new NoSecrets(), time).Begin(query, new Requester(nameof(DirectoryRehearsal), Audience.Context));
        await lookup.FirstAsync(ct);
    }

    private sealed class InMemory : ICustomerSource
    {
        private static readonly JsonElement s_name = JsonElement.Parse("\"Somebody\"");

        public string Name => "rehearsal";

        public Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct) => Task.FromResult<SourceAnswer>(
            new SourceAnswer.Found(new CustomerRecord(new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["name"] = s_name }, ChangedAt: null)));

        public Task ProbeAsync(CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class NoSecrets : ISecrets
    {
        public ValueTask<string> ReadAsync(string secretId, CancellationToken ct) => new("{}");

        public ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct) => new("{}");
    }
}
