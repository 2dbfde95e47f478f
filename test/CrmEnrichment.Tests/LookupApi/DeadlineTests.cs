using System.Text.Json;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Memory;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.LookupApi;
using CrmEnrichment.LookupApi.Callers;
using CrmEnrichment.State;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>The budget, by a clock that moves only when told to.</summary>
public sealed class DeadlineTests
{
    private readonly ManualTime _time = new();
    private readonly Hanging _hanging = new();
    private readonly KnownSecrets _secrets = new() { ["keys"] = $$"""{"studio": {{Local.LookupSecrets.Entry("studio-key", "Context").ToJsonString()}}}""" };

    [Fact]
    public async Task A_source_that_hangs_is_waited_for_until_the_budget_is_used_up_and_no_longer()
    {
        var answering = AskAsync(_secrets, new MemoryStateStore(_time));
        await _hanging.Begun;

        _time.Advance(TimeSpan.FromMilliseconds(899));
        answering.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Minimal(await answering);
    }

    [Fact]
    public async Task A_secret_store_that_hangs_makes_the_minimal_record()
    {
        var answering = AskAsync(new HangingSecrets(_hanging), new MemoryStateStore(_time));
        await _hanging.Begun;

        _time.Advance(TimeSpan.FromMilliseconds(900));

        Minimal(await answering);
    }

    [Fact]
    public async Task A_counter_that_hangs_costs_a_fifth_of_a_second_and_lets_through()
    {
        var store = new HangingStore(_hanging);
        var answering = AskAsync(_secrets, store, "phone=anonymous");
        await _hanging.Begun;

        _time.Advance(TimeSpan.FromMilliseconds(200));

        JsonElement.Parse((await answering).Body).GetProperty("lookup_status").GetString().ShouldBe("no_match");
    }

    private static void Minimal(ApiAnswer answer)
    {
        answer.Status.ShouldBe(200);
        var record = JsonElement.Parse(answer.Body);
        record.GetProperty("lookup_status").GetString().ShouldBe("failed");
        record.GetProperty("phone_number").GetString().ShouldBe("+13175550142");
        record.GetProperty("lookup_timestamp").GetString().ShouldNotBeNullOrEmpty();
    }

    private Task<ApiAnswer> AskAsync(ISecrets secrets, IStateStore store, string query = "phone=%2B13175550142")
    {
        var options = new LookupOptions { KeysSecretId = "keys" };
        var customers = new CustomersOptions { Cache = new CacheOptions { Enabled = false } };
        var numbers = new PhoneNumberReader("US");
        var metrics = new Metrics(TextWriter.Null, _time, "test");
        var cache = new CustomerCache(store, customers, _time, new CapturedLog<CustomerCache>());
        var directory = new CustomerDirectory(
            [new DirectorySource(_hanging, 1, SourceRole.Ordinary, TimeSpan.FromSeconds(3))], customers, cache, new LookupAudit(customers, secrets, _time, new CapturedLog<LookupAudit>()), metrics, _time);
        var answer = new CustomerAnswer(options, _time);
        var api = new CustomerApi(
            options,
            numbers,
            new CallerAuthentication(options, secrets, _time),
            new RequestRate(store, options, _time, new CapturedLog<RequestRate>()),
            answer,
            new LookupCustomer(directory, answer, _time, new CapturedLog<LookupCustomer>()),
            new CustomerChanges(cache, numbers, new CapturedLog<CustomerChanges>()),
            metrics,
            _time,
            new CapturedLog<CustomerApi>());
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["x-api-key"] = "studio-key" };
        return api.AnswerAsync(new ApiRequest("GET", "/customers", query, headers, "", null), TestContext.Current.CancellationToken);
    }

    /// <summary>Never answers, and leaves only when told to.</summary>
    private sealed class Hanging : ICustomerSource
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public string Name => "hanging";

        public async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct) => await ForeverAsync<SourceAnswer>(ct);

        public Task ProbeAsync(CancellationToken ct) => ForeverAsync<SourceAnswer>(ct);

        public async Task<T> ForeverAsync<T>(CancellationToken ct)
        {
            _begun.TrySetResult();
            return await new TaskCompletionSource<T>().Task.WaitAsync(ct);
        }
    }

    private sealed class HangingSecrets(Hanging hanging) : ISecrets
    {
        public ValueTask<string> ReadAsync(string secretId, CancellationToken ct) => new(hanging.ForeverAsync<string>(ct));

        public ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct) => new(hanging.ForeverAsync<string>(ct));
    }

    private sealed class HangingStore(Hanging hanging) : IStateStore
    {
        public bool IsShared => true;

        public ValueTask<string?> GetAsync(string key, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask DeleteAsync(string key, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct) => new(hanging.ForeverAsync<long>(ct));
    }
}
