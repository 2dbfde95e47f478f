using System.Net;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.State;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>Without a state table a process remembers customers by itself, and an invalidation that reaches it counts at once.</summary>
public sealed class OwnMemoryTests : IDisposable
{
    private const string Gold = """{"loyaltyTier": "Gold"}""", Silver = """{"loyaltyTier": "Silver"}""";

    private readonly DirectoryRoom _room = new();
    private readonly CustomersOptions _options = new();
    private readonly CustomerCache _cache;
    private readonly CustomerDirectory _directory;

    public OwnMemoryTests()
    {
        _room.Store = new MemoryStateStore(_room.Time);
        _cache = _room.Cache(_options);
        _directory = _room.Directory(_options, _cache, _room.Source("a"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_is_remembered_as_long_as_it_is_fresh()
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold).Answers(HttpStatusCode.OK, Silver);
        (await TierAsync()).ShouldBe("Gold");
        _room.Time.Advance(_options.Cache.FreshFor - TimeSpan.FromSeconds(1));
        (await TierAsync()).ShouldBe("Gold");

        _room.Time.Advance(TimeSpan.FromSeconds(1));

        (await TierAsync()).ShouldBe("Silver");
        _room.AskedOf("a").ShouldBe(2);
    }

    [Fact]
    public async Task A_customer_stands_in_while_the_source_fails_and_for_an_hour_only()
    {
        _room.When("a").Answers(HttpStatusCode.OK, Gold).Answers(HttpStatusCode.InternalServerError, "");
        (await TierAsync()).ShouldBe("Gold");
        _room.Time.Advance(_options.Cache.StaleFor - TimeSpan.FromSeconds(1));
        (await TierAsync()).ShouldBe("Gold");

        _room.Time.Advance(TimeSpan.FromSeconds(1));

        (await DirectoryRoom.FindAsync(_directory, DirectoryRoom.Caller)).Status.ShouldBe(LookupStatus.Failed);
    }

    [Fact]
    public async Task An_invalidation_counts_at_once_for_what_is_remembered_and_for_what_is_being_asked()
    {
        var answer = new TaskCompletionSource();
        _room.When("a").AnswersWhen(answer.Task, HttpStatusCode.OK, Gold).Answers(HttpStatusCode.OK, Silver).Answers(HttpStatusCode.OK, Gold);
        var asking = TierAsync();
        await _room.AskedAsync("a");
        _room.Time.Advance(TimeSpan.FromMilliseconds(1));
        await _cache.ForgetAsync(DirectoryRoom.Caller, Ct);
        answer.SetResult();
        (await asking).ShouldBe("Gold");
        (await TierAsync()).ShouldBe("Silver");
        _room.Time.Advance(TimeSpan.FromMilliseconds(1));

        await _cache.ForgetAsync(DirectoryRoom.Caller, Ct);

        (await TierAsync()).ShouldBe("Gold");
    }

    public void Dispose() => _room.Dispose();

    private async Task<string?> TierAsync() => (await DirectoryRoom.FindAsync(_directory, DirectoryRoom.Caller)).Fields["loyaltyTier"].GetString();
}
