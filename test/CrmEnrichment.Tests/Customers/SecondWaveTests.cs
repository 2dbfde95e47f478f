using System.Net;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>Sources that are asked about a customer who is known, when it is known.</summary>
public sealed class SecondWaveTests : IDisposable
{
    private readonly DirectoryRoom _room = new();
    private readonly TaskCompletionSource _late = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_is_asked_as_soon_as_nobody_who_is_believed_more_can_contradict_what_it_needs()
    {
        _room.When("crm").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-1"}""");
        _room.When("shop").AnswersWhen(_late.Task, HttpStatusCode.OK, """{"crmAccountId": "B-1", "loyaltyTier": "Gold"}""");
        Balance("A-1", "7.50");
        await using var lookup = Begin(_room.Source("crm", 1), _room.Source("shop", 2), _room.Follower("pay"));

        // Before the shop has answered.
        await _room.AskedAsync("pay");

        _late.SetResult();
        var found = await lookup.CompleteAsync(Ct);
        found.Origins.ShouldBe(new Dictionary<string, string> { ["crmAccountId"] = "crm", ["loyaltyTier"] = "shop", ["balance"] = "pay" });
        (found.Asked, found.Status).ShouldBe((3, LookupStatus.Found));
    }

    [Fact]
    public async Task It_waits_for_whoever_is_believed_more()
    {
        _room.When("crm").AnswersWhen(_late.Task, HttpStatusCode.OK, """{"crmAccountId": "A-1"}""");
        _room.When("shop").Answers(HttpStatusCode.OK, """{"crmAccountId": "B-1"}""");
        Balance("A-1", "7.50");
        await using var lookup = Begin(_room.Source("crm", 1), _room.Source("shop", 2), _room.Follower("pay"));
        await _room.AskedAsync("shop");

        _late.SetResult();

        (await lookup.CompleteAsync(Ct)).Fields["balance"].GetDecimal().ShouldBe(7.50m);
    }

    [Fact]
    public async Task When_the_believed_one_fails_the_next_ones_word_counts()
    {
        _room.When("crm").Answers(HttpStatusCode.ServiceUnavailable);
        _room.When("shop").Answers(HttpStatusCode.OK, """{"crmAccountId": "B-1"}""");
        Balance("B-1", "3");

        var found = await FindAsync(Directory(new(), _room.Source("crm", 1), _room.Source("shop", 2), _room.Follower("pay")));

        found.Fields["balance"].GetDecimal().ShouldBe(3);
        found.Status.ShouldBe(LookupStatus.Partial);
    }

    [Theory]
    [InlineData("[]", LookupStatus.NoMatch)]
    [InlineData("""{"loyaltyTier": "Gold"}""", LookupStatus.Found)]
    public async Task It_is_not_asked_when_what_it_needs_is_not_known(string answer, LookupStatus status)
    {
        _room.When("crm").Answers(HttpStatusCode.OK, answer);

        var found = await FindAsync(Directory(new(), _room.Source("crm"), _room.Follower("pay")));

        (found.Asked, found.Status).ShouldBe((1, status));
        _room.AskedOf("pay").ShouldBe(0);
    }

    [Fact]
    public async Task What_it_said_is_remembered_of_that_customer_only()
    {
        _room.When("crm").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-1"}""").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-2"}""");
        Balance("A-1", "1");
        Balance("A-2", "2");
        var directory = Directory(new(), _room.Source("crm"), _room.Follower("pay"));
        await FindAsync(directory);
        await FindAsync(directory);
        _room.AskedOf("pay").ShouldBe(1);

        // The CRM's answer is too old now, and so is the other's; but what it said is about somebody else anyway.
        _room.Time.Advance(TimeSpan.FromMinutes(5));
        (await FindAsync(directory)).Fields["balance"].GetDecimal().ShouldBe(2);
    }

    [Fact]
    public async Task Of_another_customer_it_does_not_stand_in()
    {
        _room.When("crm").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-1"}""").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-2"}""");
        Balance("A-1", "1");
        _room.Crm.When(HttpMethod.Get, "https://pay.test/of/A-2").Answers(HttpStatusCode.ServiceUnavailable);
        var directory = Directory(new(), _room.Source("crm"), _room.Follower("pay"));
        await FindAsync(directory);
        _room.Time.Advance(TimeSpan.FromMinutes(5));

        var found = await FindAsync(directory);

        found.Fields.ContainsKey("balance").ShouldBeFalse();
        found.Stale.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_among_those_who_are_still_to_answer_even_before_it_is_asked()
    {
        _room.When("crm").Answers(HttpStatusCode.OK, """{"loyaltyTier": "Gold"}""");
        _room.When("shop").AnswersWhen(_late.Task, HttpStatusCode.OK, """{"crmAccountId": "B-1"}""");
        Balance("B-1", "3");
        await using var lookup = Begin(_room.Source("crm", role: SourceRole.Essential), _room.Source("shop"), _room.Follower("pay"));

        var first = await lookup.FirstAsync(Ct);

        first.Pending.ShouldBe(["shop", "pay"]);
        _late.SetResult();
        (await lookup.CompleteAsync(Ct)).Fields.Keys.ShouldBe(["loyaltyTier", "crmAccountId", "balance"]);
    }

    public void Dispose() => _room.Dispose();

    private void Balance(string id, string balance) =>
        _room.Crm.When(HttpMethod.Get, $"https://pay.test/of/{id}").Answers(HttpStatusCode.OK, $$"""{"balance": {{balance}}}""");

    private Lookup Begin(params DirectorySource[] sources) =>
        Directory(new() { WaitFor = WaitFor.Essential }, sources).Begin(DirectoryRoom.Caller, new Requester("test", Audience.Admin));

    private CustomerDirectory Directory(CustomersOptions options, params DirectorySource[] sources) => _room.Directory(options, sources);

    private static Task<Found> FindAsync(CustomerDirectory directory) => DirectoryRoom.FindAsync(directory, DirectoryRoom.Caller);
}
