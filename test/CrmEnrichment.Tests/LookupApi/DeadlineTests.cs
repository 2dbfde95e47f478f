using System.Text.Json;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Customers;
using CrmEnrichment.Web;
using CrmEnrichment.Web.Callers;
using CrmEnrichment.Web.LookupApi;
using CrmEnrichment.Web.Routes;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>The budget, by a clock that moves only when told to.</summary>
public sealed class DeadlineTests
{
    private readonly ManualTime _time = new();
    private readonly ProcessStart _start = new();
    private readonly Hanging _hanging = new();
    private readonly CapturedLog<LookupAudit> _audit = new();
    private readonly CapturedLog<CustomerDirectory> _log = new();
    private readonly KnownSecrets _secrets = new() { ["audit"] = """{"key": "k-0123456789"}""", ["keys"] = $$"""{"studio": {{Local.LookupSecrets.Entry("studio-key", "Context").ToJsonString()}}}""" };

    public DeadlineTests() => _start.End();

    [Fact]
    public async Task Of_a_process_that_still_starts_the_first_look_up_gets_the_sources_full_time_and_says_so_when_it_fails()
    {
        var starting = new ProcessStart();
        var answering = AskAsync(_secrets, new MemoryStateStore(_time), start: starting);
        await _hanging.Begun;

        _time.Advance(TimeSpan.FromMilliseconds(2_999));
        answering.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        JsonElement.Parse((await answering).Body).GetProperty("failure_reason").GetString().ShouldBe("timeout_at_start");
        _log.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: Source hanging failed as Unavailable: hanging did not answer within 3000 ms. The process was starting.");
        starting.IsUnderWay.ShouldBeFalse();
    }

    [Fact]
    public async Task A_secret_store_that_hangs_at_the_start_costs_its_time_once()
    {
        var starting = new ProcessStart();
        var answering = AskAsync(new HangingSecrets(_hanging), new MemoryStateStore(_time), start: starting);
        await _hanging.Begun;

        _time.Advance(TimeSpan.FromMilliseconds(5_000));

        JsonElement.Parse((await answering).Body).GetProperty("failure_reason").GetString().ShouldBe("authentication_unavailable");
        starting.IsUnderWay.ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_that_hangs_is_waited_for_until_nine_tenths_of_the_budget_are_used_up_and_no_longer()
    {
        var answering = AskAsync(_secrets, new MemoryStateStore(_time));
        await _hanging.Begun;

        _time.Advance(TimeSpan.FromMilliseconds(809));
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

        Status(await answering).ShouldBe("no_match");
    }

    [Fact]
    public async Task What_keeps_its_thread_does_not_keep_the_answer()
    {
        using var blocking = new BlockingStore();
        var answering = Task.Run(() => AskAsync(_secrets, blocking));
        await blocking.Begun;

        _time.Advance(TimeSpan.FromMilliseconds(975));

        Minimal(await answering);
    }

    [Fact]
    public async Task A_memory_that_hangs_leaves_the_sources_the_most_of_the_time()
    {
        var slow = new TaskCompletionSource<SourceAnswer>();
        var source = new Knowing(slow.Task);
        var answering = AskAsync(_secrets, new HangingStore(_hanging, counts: true), source: source, cached: true);
        await _hanging.Begun;

        _time.Advance(TimeSpan.FromMilliseconds(225));
        await source.Asked;
        _time.Advance(TimeSpan.FromMilliseconds(500));
        slow.SetResult(Knowing.Dana);
        while (_audit.Lines.Count == 0)
        {
            await Task.Yield();
        }

        // What was learnt cannot be remembered either.
        _time.Advance(TimeSpan.FromMilliseconds(175));
        Status(await answering).ShouldBe("found");
    }

    [Fact]
    public async Task An_audit_key_that_hangs_costs_no_answer_and_no_line_of_the_audit()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new SharedStore(new MemoryStateStore(_time), () => Task.FromResult(told.TrySetResult()));
        var answering = AskAsync(new HangingSecrets(_hanging, _secrets), store, source: new Knowing(), lookup: new() { Callers = new() { KeysSecretId = "keys" }, BudgetMs = 400 }, cached: true);
        await told.Task;

        _time.Advance(TimeSpan.FromMilliseconds(400));

        Status(await answering).ShouldBe("found");
        _audit.Lines.ShouldContain(line => line.Contains("caller key unknown, Found, from [knowing]", StringComparison.Ordinal));
    }

    private static string? Status(ApiAnswer answer) => JsonElement.Parse(answer.Body).GetProperty("lookup_status").GetString();

    private static void Minimal(ApiAnswer answer)
    {
        answer.Status.ShouldBe(200);
        var record = JsonElement.Parse(answer.Body);
        record.GetProperty("lookup_status").GetString().ShouldBe("failed");
        record.GetProperty("phone_number").GetString().ShouldBe("+13175550142");
        record.GetProperty("lookup_timestamp").GetString().ShouldNotBeNullOrEmpty();
    }

    private Task<ApiAnswer> AskAsync(ISecrets secrets, IStateStore store, string query = "phone=%2B13175550142", ICustomerSource? source = null, LookupOptions? lookup = null, bool cached = false, ProcessStart? start = null)
    {
        start ??= _start;
        var options = lookup ?? new LookupOptions { Callers = new() { KeysSecretId = "keys" } };
        var customers = new CustomersOptions { Cache = new CacheOptions { Enabled = cached }, AuditSecretId = "audit" };
        var numbers = new PhoneNumberReader("US");
        var metrics = new Metrics(TextWriter.Null, _time, "test");
        var cache = new CustomerCache(store, customers.Cache, _time, new CapturedLog<CustomerCache>());
        var directory = new CustomerDirectory(
            [new DirectorySource(source ?? _hanging, 1, SourceRole.Ordinary, TimeSpan.FromSeconds(3))], customers, cache, new LookupAudit(customers.AuditSecretId, secrets, _time, _audit), metrics, start, _time, _log);
        var answer = new CustomerAnswer(options, _time);
        var router = new ApiRouter(
            [
                new LookupCustomer(directory, numbers, options, customers, answer, start, _time, new CapturedLog<LookupCustomer>()),
                new CustomerChanges(cache, numbers, options, new CapturedLog<CustomerChanges>()),
            ],
            new CallerAuthentication(options.Callers, secrets, _time, new CapturedLog<CallerAuthentication>()),
            new RequestRate(store, options.Callers, _time, new CapturedLog<RequestRate>()),
            metrics,
            _time,
            new CapturedLog<ApiRouter>());
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["x-api-key"] = "studio-key" };
        return router.AnswerAsync(new ApiRequest("GET", "/customers", query, headers, "", null), TestContext.Current.CancellationToken);
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

    private sealed class Knowing(Task<SourceAnswer>? answer = null) : ICustomerSource
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static SourceAnswer Dana { get; } = new SourceAnswer.Found(new(new Dictionary<string, JsonElement> { ["name"] = JsonElement.Parse("\"Dana\"") }, null));

        public Task Asked => _asked.Task;

        public string Name => "knowing";

        public Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct)
        {
            _asked.TrySetResult();
            return answer ?? Task.FromResult(Dana);
        }

        public Task ProbeAsync(CancellationToken ct) => Task.CompletedTask;
    }

    /// <param name="hanging">Hangs.</param>
    /// <param name="keys">Has the callers' keys all the same.</param>
    private sealed class HangingSecrets(Hanging hanging, ISecrets? keys = null) : ISecrets
    {
        public ValueTask<string> ReadAsync(string secretId, CancellationToken ct) => new(hanging.ForeverAsync<string>(ct));

        public ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct) => keys?.ReadAgainAsync(secretId, ct) ?? new(hanging.ForeverAsync<string>(ct));
    }

    /// <summary>Counts until it is disposed of, on the caller's thread.</summary>
    private sealed class BlockingStore : IStateStore, IDisposable
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _end = new();

        public Task Begun => _begun.Task;

        public bool IsShared => true;

        public ValueTask<string?> GetAsync(string key, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask DeleteAsync(string key, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct)
        {
            _begun.SetResult();
            _end.Wait(CancellationToken.None);
            return new(amount);
        }

        // Not of the event: somebody waits for it on another thread.
        public void Dispose() => _end.Set();
    }

    /// <param name="hanging">Hangs.</param>
    /// <param name="counts">Whether it counts all the same.</param>
    private sealed class HangingStore(Hanging hanging, bool counts = false) : IStateStore
    {
        public bool IsShared => true;

        public ValueTask<string?> GetAsync(string key, CancellationToken ct) => new(hanging.ForeverAsync<string?>(ct));

        public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask DeleteAsync(string key, CancellationToken ct) => throw new NotSupportedException();

        public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct) => counts ? new(amount) : new(hanging.ForeverAsync<long>(ct));
    }
}
