using System.Net;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Customers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm;

/// <summary>Requests a second that several processes share (docs/scaling.md).</summary>
public sealed class SharedBudgetTests : IDisposable
{
    private static readonly CustomerQuery s_query = new(CustomerId: null, new PhoneNumber(1, "+13175550142"));

    private readonly BudgetRoom _room = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task Processes_together_send_no_more_than_the_budget_in_any_second()
    {
        var (first, second) = (_room.Process(("RequestsASecond", "3"), ("LongestWaitMs", "60000")), _room.Process(("RequestsASecond", "3"), ("LongestWaitMs", "60000")));

        for (var i = 0; i < 10; i++)
        {
            await first.FindAsync(s_query, Ct);
            await second.FindAsync(s_query, Ct);
        }

        _room.SentAt.Count.ShouldBe(20);
        _room.SentAt.Zip(_room.SentAt.Skip(3), (one, fourth) => fourth - one).ShouldAllBe(apart => apart >= TimeSpan.FromSeconds(1));
        (_room.SentAt[^1] - _room.SentAt[0]).ShouldBeLessThan(TimeSpan.FromSeconds(7), "it is a budget of three, and not of fewer");
    }

    [Fact]
    public async Task Within_the_budget_nobody_waits()
    {
        var crm = _room.Process(("RequestsASecond", "3"));
        await crm.FindAsync(s_query, Ct);
        await crm.FindAsync(s_query, Ct);
        await crm.FindAsync(s_query, Ct);

        _room.Time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_that_would_wait_too_long_is_not_sent_and_says_when_it_may()
    {
        var crm = _room.Process(("RequestsASecond", "1"), ("LongestWaitMs", "200"));
        await crm.FindAsync(s_query, Ct);
        var first = _room.Time.GetUtcNow();

        var refusal = await Should.ThrowAsync<UpstreamException>(() => crm.FindAsync(s_query, Ct));

        refusal.Fault.ShouldBe(UpstreamFault.Throttled);
        refusal.Upstream.ShouldBe("crm");
        refusal.NotBefore.ShouldNotBeNull().ShouldBeInRange(first.AddSeconds(1), first.AddSeconds(1.2));
        _room.SentAt.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Each_attempt_takes_its_turn()
    {
        var crm = _room.Process(("RequestsASecond", "1"), ("LongestWaitMs", "60000"));
        _room.Answers = [HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK];

        await crm.FindAsync(s_query, Ct);

        _room.SentAt.Count.ShouldBe(2);
        (_room.SentAt[1] - _room.SentAt[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Without_its_store_the_request_goes_all_the_same_and_the_log_says_so()
    {
        var crm = _room.Process(new AbsentStore("DynamoDB is away."), ("RequestsASecond", "1"));

        await crm.FindAsync(s_query, Ct);
        await crm.FindAsync(s_query, Ct);

        _room.SentAt.Count.ShouldBe(2);
        _room.Log.Lines.ShouldContain(line => line.StartsWith("Warning: Shared budget of crm not read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_holds_something_else_is_no_obstacle()
    {
        await _room.Store.PutAsync("budget/crm", "no such list", TimeSpan.FromMinutes(1), Ct);

        await _room.Process(("RequestsASecond", "1")).FindAsync(s_query, Ct);

        _room.SentAt.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_setting_the_store_is_not_asked()
    {
        await _room.Process().FindAsync(s_query, Ct);

        (await _room.Store.GetAsync("budget/crm", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_process_alone_has_nothing_to_share()
    {
        var alone = new MemoryStateStore(_room.Time);

        await _room.Process(alone, ("RequestsASecond", "1")).FindAsync(s_query, Ct);

        (await alone.GetAsync("budget/crm", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_HubSpot_only_searches_count()
    {
        var hubSpot = _room.Process(("Kind", "HubSpot"), ("RequestsASecond", "1"), ("LongestWaitMs", "0"), ("HubSpot:Deal", "false"));
        _room.Body = """{"results":[{"id":"1","properties":{"phone":"+13175550142","hs_calculated_phone_number":"+13175550142","associatedcompanyid":"77"}}],"properties":{}}""";

        (await hubSpot.FindAsync(s_query, Ct)).ShouldBeOfType<SourceAnswer.Found>().Missing.ShouldBeEmpty();

        _room.SentAt.Count.ShouldBe(2, "a search, and the company at once after it");
        (await Should.ThrowAsync<UpstreamException>(() => hubSpot.FindAsync(s_query, Ct))).Fault.ShouldBe(UpstreamFault.Throttled);
    }
}
