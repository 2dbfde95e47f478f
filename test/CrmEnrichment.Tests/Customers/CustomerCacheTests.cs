using System.Net;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.State;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>What is asked again and what is remembered, over directories that share a state store as processes do.</summary>
public sealed class CustomerCacheTests : IDisposable
{
    private const string Gold = """{"loyaltyTier": "Gold"}""";

    private readonly DirectoryRoom _room = new();

    [Fact]
    public async Task An_answer_is_as_good_as_new_for_five_minutes()
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold);
        var directory = Directory();
        await FindAsync(directory);
        _room.Time.Advance(new CustomersOptions().Cache.FreshFor - TimeSpan.FromSeconds(1));

        Tier(await FindAsync(directory)).ShouldBe("Gold");

        _room.AskedOf("a").ShouldBe(1);
        _room.Counted("cache_hits").ShouldBe(["a"]);
        _room.Time.Advance(TimeSpan.FromSeconds(1));
        await FindAsync(directory);
        _room.AskedOf("a").ShouldBe(2);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(59)]
    [InlineData(62)]
    public async Task A_customer_is_cached_however_deep_a_field_is(int levels)
    {
        _room.When("a").Answers(HttpStatusCode.OK, $$"""{"loyaltyTier": {{new string('[', levels)}}{{new string(']', levels)}}}""");
        (await FindAsync(Directory())).Status.ShouldBe(LookupStatus.Found);

        (await FindAsync(Directory())).Status.ShouldBe(LookupStatus.Found);

        _room.AskedOf("a").ShouldBe(1);
    }

    [Fact]
    public async Task Every_process_profits_from_what_one_has_learnt()
    {
        _room.When("a").Answers(HttpStatusCode.OK, """[{"loyaltyTier": "Gold", "updatedAt": "2026-01-01T00:00:00Z"}, {"loyaltyTier": "Silver"}]""");
        await FindAsync(Directory());

        var found = await FindAsync(Directory());

        (Tier(found), found.Matches, found.Status).ShouldBe(("Gold", 2, LookupStatus.Ambiguous));
        _room.AskedOf("a").ShouldBe(1);
    }

    [Fact]
    public async Task That_nobody_is_known_is_believed_for_half_a_minute()
    {
        _room.When("a").Answers(HttpStatusCode.OK, "[]").Answers(HttpStatusCode.OK, Gold);
        var directory = Directory();
        (await FindAsync(directory)).Status.ShouldBe(LookupStatus.NoMatch);
        _room.Time.Advance(TimeSpan.FromSeconds(29));
        (await FindAsync(directory)).Status.ShouldBe(LookupStatus.NoMatch);

        _room.Time.Advance(TimeSpan.FromSeconds(1));

        (await FindAsync(directory)).Status.ShouldBe(LookupStatus.Found);
        _room.AskedOf("a").ShouldBe(2);
    }

    [Fact]
    public async Task A_source_that_fails_is_stood_in_for_by_what_it_said_within_the_hour_and_that_is_told()
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold).Answers(HttpStatusCode.ServiceUnavailable);
        var directory = Directory();
        await FindAsync(directory);
        _room.Time.Advance(TimeSpan.FromMinutes(59));

        var stale = await FindAsync(directory);

        Tier(stale).ShouldBe("Gold");
        stale.Status.ShouldBe(LookupStatus.Partial);
        stale.Stale.ShouldBe(["a"]);
        stale.Failures.ShouldHaveSingleItem().Upstream.ShouldBe("a");
        _room.Counted("stale_answers").ShouldBe(["a"]);

        // It did not get any younger by that.
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        var failed = await FindAsync(directory);
        (failed.Status, failed.Stale.Count, failed.Fields.Count).ShouldBe((LookupStatus.Failed, 0, 0));
    }

    [Fact]
    public async Task Half_a_minute_later_the_absence_of_a_customer_stands_in_for_nothing()
    {
        _room.When("a").Answers(HttpStatusCode.OK, "[]").Answers(HttpStatusCode.ServiceUnavailable);
        var directory = Directory();
        await FindAsync(directory);
        _room.Time.Advance(TimeSpan.FromMinutes(1));

        (await FindAsync(directory)).Status.ShouldBe(LookupStatus.Failed);
    }

    [Fact]
    public async Task A_source_that_failed_is_asked_again_while_the_others_are_remembered()
    {
        _room.When("a").Answers(HttpStatusCode.ServiceUnavailable).Answers(HttpStatusCode.OK, Gold);
        _room.When("b").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-1"}""");
        var directory = _room.Directory(new CustomersOptions(), _room.Source("a"), _room.Source("b"));
        (await FindAsync(directory)).Status.ShouldBe(LookupStatus.Partial);

        (await FindAsync(directory)).Status.ShouldBe(LookupStatus.Found);

        (_room.AskedOf("a"), _room.AskedOf("b")).ShouldBe((2, 1));
    }

    [Fact]
    public async Task An_id_under_the_same_number_is_another_question()
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold);
        _room.Crm.When(HttpMethod.Get, "https://a.test/customers/C-2").Answers(HttpStatusCode.OK, """{"loyaltyTier": "Platinum"}""");
        var directory = Directory();
        Tier(await FindAsync(directory)).ShouldBe("Gold");

        Tier(await FindAsync(directory, DirectoryRoom.Caller with { CustomerId = "C-2" })).ShouldBe("Platinum");
    }

    [Fact]
    public async Task An_invalidation_is_seen_by_the_one_who_says_it_at_once_and_by_the_others_within_seconds()
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold).Answers(HttpStatusCode.OK, """{"loyaltyTier": "Silver"}""");
        var options = new CustomersOptions();
        var other = Directory();
        Tier(await FindAsync(other)).ShouldBe("Gold");

        await _room.Cache(options).ForgetAsync(DirectoryRoom.Caller, TestContext.Current.CancellationToken);

        Tier(await FindAsync(Directory())).ShouldBe("Silver");
        Tier(await FindAsync(other)).ShouldBe("Gold");
        _room.Time.Advance(options.Cache.MemoryFor);
        Tier(await FindAsync(other)).ShouldBe("Silver");
    }

    [Fact]
    public async Task What_was_asked_before_an_invalidation_is_not_remembered_after_it()
    {
        var answer = new TaskCompletionSource();
        _room.When("a").AnswersWhen(answer.Task, HttpStatusCode.OK, Gold).Answers(HttpStatusCode.OK, """{"loyaltyTier": "Silver"}""");
        var directory = Directory();
        var slow = FindAsync(directory);
        await _room.AskedAsync("a");
        _room.Time.Advance(TimeSpan.FromMilliseconds(1));
        await _room.Cache(new CustomersOptions()).ForgetAsync(DirectoryRoom.Caller, TestContext.Current.CancellationToken);

        answer.SetResult();

        Tier(await slow).ShouldBe("Gold");
        Tier(await FindAsync(directory)).ShouldBe("Silver");
    }

    [Fact]
    public async Task An_invalidation_while_another_process_is_writing_is_not_written_over()
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold).Answers(HttpStatusCode.OK, """{"loyaltyTier": "Silver"}""");
        var other = _room.Cache(new CustomersOptions());
        _room.Store = new SharedStore(_room.Store, async () =>
        {
            _room.Time.Advance(TimeSpan.FromMilliseconds(1));
            await other.ForgetAsync(DirectoryRoom.Caller, TestContext.Current.CancellationToken);
        });
        Tier(await FindAsync(Directory())).ShouldBe("Gold");

        Tier(await FindAsync(Directory())).ShouldBe("Silver");
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(300, 1)]
    public async Task What_was_asked_in_the_future_by_some_clock_is_no_longer_fresh_for_it(int minutesAhead, int asked)
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold);
        var text = """{"sources": {"a": {"about": "", "askedAt": "THEN", "records": [{"fields": {"loyaltyTier": "Gold"}, "changedAt": null}]}}}""";
        _room.Store = new OneText(_room.Store, text.Replace("THEN", $"{_room.Time.GetUtcNow().AddMinutes(minutesAhead):O}", StringComparison.Ordinal));

        await FindAsync(Directory());

        _room.AskedOf("a").ShouldBe(asked);
    }

    [Fact]
    public async Task Any_number_of_simultaneous_askers_cost_one_question()
    {
        var answer = new TaskCompletionSource();
        _room.When("a").AnswersWhen(answer.Task, HttpStatusCode.OK, Gold);
        var directory = Directory();
        var askers = Enumerable.Range(0, 1000).Select(_ => FindAsync(directory)).ToList();

        answer.SetResult();

        (await Task.WhenAll(askers)).ShouldAllBe(found => Tier(found) == "Gold");
        _room.AskedOf("a").ShouldBe(1);
        _room.Audit.Lines.Count.ShouldBe(1000);
    }

    [Fact]
    public async Task A_store_that_is_away_costs_questions_and_no_answer()
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold);
        _room.Store = new AbsentStore("Amazon DynamoDB does not answer.");
        var directory = Directory();

        Tier(await FindAsync(directory)).ShouldBe("Gold");
        Tier(await FindAsync(directory)).ShouldBe("Gold");

        _room.AskedOf("a").ShouldBe(2);
        _room.CacheLog.Lines.ShouldContain(line => line.Contains("the CRMs are asked instead", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"sources": {"a": 7}}""")]
    [InlineData("""{"sources": {"a": null}}""")]
    [InlineData("""{"sources": {"a": {"about": "", "askedAt": "2026-01-05T09:00:00Z"}}}""")]
    [InlineData("""{"sources": {"a": {"about": "", "askedAt": "2026-01-05T09:00:00Z", "records": [null]}}}""")]
    [InlineData("""{"sources": {"a": {"about": "", "askedAt": "2026-01-05T09:00:00Z", "records": [{}]}}}""")]
    public async Task What_another_version_has_left_in_the_store_is_passed_over(string text)
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold);
        var store = new OneText(_room.Store, text);
        _room.Store = store;

        Tier(await FindAsync(Directory())).ShouldBe("Gold");

        _room.AskedOf("a").ShouldBe(1);
    }

    [Fact]
    public async Task Neither_a_number_nor_a_sensitive_value_lies_in_the_store_by_its_name()
    {
        _room.When("a").Answers(HttpStatusCode.OK, """{"loyaltyTier": {"level": "Gold", "cardNumber": "4111111111111111", "history": [{"ssn": "078-05-1120"}]}}""");
        var store = new OneText(_room.Store, null);
        _room.Store = store;

        await FindAsync(Directory());

        store.Written.ShouldNotBeNull().ShouldContain("Gold");
        $"{store.Key} {store.Written}".ShouldSatisfyAllConditions(
            text => text.ShouldNotContain("5550142"), text => text.ShouldNotContain("4111111111111111"), text => text.ShouldNotContain("078-05-1120"));
    }

    public void Dispose() => _room.Dispose();

    private CustomerDirectory Directory() => _room.Directory(new CustomersOptions(), _room.Source("a"));

    private static Task<Found> FindAsync(CustomerDirectory directory, CustomerQuery? query = null) => DirectoryRoom.FindAsync(directory, query ?? DirectoryRoom.Caller);

    private static string? Tier(Found found) => found.Fields["loyaltyTier"].GetString();

    private sealed class OneText(IStateStore inner, string? text) : IStateStore
    {
        public bool IsShared => true;

        public string? Key { get; private set; }

        public string? Written { get; private set; }

        public ValueTask<string?> GetAsync(string key, CancellationToken ct) => new(text);

        public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct)
        {
            (Key, Written) = (key, value);
            return ValueTask.CompletedTask;
        }

        public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => inner.PutIfAbsentAsync(key, value, timeToLive, ct);

        public ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct) => inner.ReplaceAsync(key, expected, value, timeToLive, ct);

        public ValueTask DeleteAsync(string key, CancellationToken ct) => inner.DeleteAsync(key, ct);

        public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct) => inner.AddAsync(key, amount, timeToLive, ct);
    }
}
