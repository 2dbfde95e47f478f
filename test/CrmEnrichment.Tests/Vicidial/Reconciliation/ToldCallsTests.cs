using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;
using CrmEnrichment.State;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial.Reconciliation;

/// <summary>Which dispositions reached us, by VICIdial's days; and a call of which its URL and the reconciliation tell.</summary>
public sealed class ToldCallsTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private readonly ManualTime _time = new();
    private readonly ToldCalls _told;

    public ToldCallsTests() => _told = new(new MemoryStateStore(_time), s_zone, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _time.GetUtcNow();

    private DateOnly Today => CallMoment.DayOf(Now, s_zone);

    [Fact]
    public async Task A_call_is_counted_once_however_often_it_comes()
    {
        var call = Call("SALE", "&uniqueid=1.1");

        (await _told.AddAsync(call, Cancel)).ShouldBeTrue();
        (await _told.AddAsync(call, Cancel)).ShouldBeTrue("a second attempt at the same call must not be dropped");

        (await CountAsync("SALE")).ShouldBe((1, 1));
        (await _told.HasAsync(Today, "SALE", "502", Cancel)).ShouldBeTrue();
        (await _told.HasAsync(Today, "NI", "502", Cancel)).ShouldBeFalse();
        (await _told.HasAsync(Today.AddDays(-1), "SALE", "502", Cancel)).ShouldBeFalse();
        (await _told.BeganAsync(Cancel)).ShouldBe(Now);
    }

    [Fact]
    public async Task Two_calls_of_one_lead_with_one_outcome_are_two()
    {
        await _told.AddAsync(Call("NI", "&uniqueid=1.1"), Cancel);
        await _told.AddAsync(Call("NI", "&uniqueid=1.2"), Cancel);

        (await CountAsync("NI")).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_call_of_an_in_group_counts_there_where_the_url_says_so()
    {
        await _told.AddAsync(Call("SALE", "&uniqueid=1.1&group=SUPPORT"), Cancel);

        (await CountAsync("SALE")).ShouldBe((1, 0));
        (await CountAsync("SALE", "SUPPORT")).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_callback_is_one_status_under_both_of_its_names()
    {
        await _told.AddAsync(Call("CALLBK", "&uniqueid=1.1"), Cancel);
        await _told.AddAsync(Call("cbhold", "&uniqueid=1.2"), Cancel);

        (await CountAsync("CALLBK")).ShouldBe((2, 2));
    }

    [Fact]
    public async Task What_begins_or_names_no_lead_is_let_through_and_not_counted()
    {
        (await _told.AddAsync(CallEvent.Of(CallKind.Start, CallQuery.Read("lead_id=502&dispo=SALE"), Now), Cancel)).ShouldBeTrue();
        (await _told.AddAsync(CallEvent.Of(CallKind.End, CallQuery.Read("vendor_code=1&dispo=SALE"), Now), Cancel)).ShouldBeTrue();

        (await CountAsync("SALE")).ShouldBe((0, 0));
        (await _told.BeganAsync(Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_url_that_comes_after_the_reconciliation_is_dropped_also_at_its_second_attempt()
    {
        var late = Call("SALE", $"&uniqueid={Now.AddMinutes(-5).ToUnixTimeSeconds()}.7");
        (await _told.AddAsync(Reconciled("SALE"), Cancel)).ShouldBeTrue();
        (await _told.AddAsync(Reconciled("SALE"), Cancel)).ShouldBeTrue("the reconciliation's own second attempt");

        (await _told.AddAsync(late, Cancel)).ShouldBeFalse();
        (await _told.AddAsync(late, Cancel)).ShouldBeFalse();
        (await CountAsync("SALE")).ShouldBe((1, 1));
    }

    [Fact]
    public async Task The_reconciliation_is_dropped_where_the_url_was_faster()
    {
        (await _told.AddAsync(Call("SALE", "&uniqueid=1.1"), Cancel)).ShouldBeTrue();

        (await _told.AddAsync(Reconciled("SALE"), Cancel)).ShouldBeFalse();
        (await CountAsync("SALE")).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_new_call_after_the_reconciliation_is_no_late_url()
    {
        await _told.AddAsync(Reconciled("NI"), Cancel);
        _time.Advance(TimeSpan.FromMinutes(20));

        (await _told.AddAsync(Call("NI", $"&uniqueid={Now.AddMinutes(-1).ToUnixTimeSeconds()}.8"), Cancel)).ShouldBeTrue();
        (await CountAsync("NI")).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Many_at_once_are_all_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _told.AddAsync(Call("NI", $"&uniqueid=1.{i}"), Cancel).AsTask()));

        (await CountAsync("NI")).ShouldBe((40, 40));
    }

    [Theory]
    [InlineData("2026-11-20T04:30:00Z", "&talk_time=60", "2026-11-19")]
    [InlineData("2026-11-20T05:00:30Z", "&talk_time=60", "2026-11-19")]
    [InlineData("2026-11-20T05:02:00Z", "&talk_time=60", "2026-11-20")]
    [InlineData("2026-11-20T05:30:00Z", "&uniqueid=1763613000.5", "2026-11-20")]
    [InlineData("2025-11-20T05:30:00Z", "&uniqueid=1763613000.5", "2025-11-19")]
    [InlineData("2025-11-20T05:30:00Z", "&uniqueid=pbx2-1763613000.5&talk_time=1", "2025-11-19")]
    public void A_call_belongs_to_the_day_on_which_it_began_by_the_servers_clock(string received, string query, string day) =>
        CallMoment.DayOf(CallMoment.Of(CallEvent.Of(CallKind.End, CallQuery.Read($"lead_id=1&dispo=NI{query}"), DateTimeOffset.Parse(received))), s_zone).ToString("yyyy-MM-dd").ShouldBe(day);

    private CallEvent Call(string status, string more) => CallEvent.Of(CallKind.End, CallQuery.Read($"lead_id=502&vendor_code=CRM-502&campaign=TESTCAMP&dispo={status}{more}"), Now);

    private CallEvent Reconciled(string status) => Call(status, $"&call_id={ToldCalls.IdOfReconciled(Today, "502", status)}");

    private async Task<(long All, long OfGroup)> CountAsync(string status, string group = "TESTCAMP") =>
        (await _told.CountOfAsync(Today, status, group: null, Cancel), await _told.CountOfAsync(Today, status, group, Cancel));
}
