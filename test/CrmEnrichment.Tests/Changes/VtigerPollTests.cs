using System.Globalization;
using System.Net;
using CrmEnrichment.Changes;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.Loopback;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Changes;

/// <summary>Vtiger tells nobody what has changed: it is asked.</summary>
public sealed class VtigerPollTests : IAsyncDisposable
{
    private readonly ChangesRoom _room;
    private readonly PretendVtiger _vtiger;
    private readonly PollCrmChanges _poll;

    public VtigerPollTests()
    {
        var time = new ManualTime();
        _vtiger = PretendVtiger.StartAsync(IPAddress.Loopback, 0, time).GetAwaiter().GetResult();
        _vtiger.Put("Contacts", 16, ("lastname", "Example"), ("leadsource", "Web"), ("modifiedtime", "2025-12-01 10:00:00"));
        _room = new ChangesRoom(
            ("Crm:Sources:0:Kind", "Vtiger"), ("Crm:Sources:0:Url", _vtiger.Url.ToString()), ("Crm:Sources:0:Fields:loyaltyTier", "Contacts.leadsource"), ("Crm:Sources:0:Vtiger:Modules:0", "Contacts"),
            ("Changes:Senders:0:Source", ""), ("Changes:Senders:0:SecretId", ""), ("Changes:Polled:0", "crm"))
        {
            UsesSockets = true,
        };
        _room.Secrets["crm"] = _vtiger.Secret;
        _poll = _room.Function(FunctionFeatures.PollCrmChanges).GetRequiredService<PollCrmChanges>();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _vtiger.DisposeAsync();
        _vtiger.Requests.Unexpected.ShouldBeEmpty();
        _room.Dispose();
    }

    [Fact]
    public async Task The_first_poll_begins_now_and_the_next_tells_what_has_changed_since_then_once()
    {
        Put(1, TimeSpan.FromMinutes(-1));
        (await PollAsync()).ShouldBe(new ChangePoll("crm", "Contacts", 0));
        Queries.ShouldBeEmpty();

        _room.Time.Advance(TimeSpan.FromMinutes(1));
        Put(2, TimeSpan.FromSeconds(-30));
        (await PollAsync()).Changes.ShouldBe(1);
        (await _room.ForgottenAsync("crm", "12x2")).ShouldBeTrue();
        (await _room.ForgottenAsync("crm", "12x1")).ShouldBeFalse();

        _room.Time.Advance(TimeSpan.FromMinutes(1));
        (await PollAsync()).Changes.ShouldBe(0, "it was told");
        _room.Counted("crm_changes", "Source", "crm").ShouldBe(1);
        _room.Counted("crm_change_notices", "Result", "done").ShouldBe(3);
    }

    [Fact]
    public async Task A_poll_costs_one_query_once_a_record_is_known()
    {
        await PollAsync();
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        await PollAsync();
        var before = Queries.Count;

        _room.Time.Advance(TimeSpan.FromMinutes(1));
        await PollAsync();

        Queries.Skip(before).ShouldHaveSingleItem().ShouldContain("SELECT id,modifiedtime FROM Contacts WHERE modifiedtime >= '2026-01-05 09:00:00' OR id='12x");
    }

    [Fact]
    public async Task What_changes_again_in_the_second_of_the_last_poll_is_told_again()
    {
        await PollAsync();
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        Put(2, TimeSpan.Zero);
        (await PollAsync()).Changes.ShouldBe(1);

        // In the same second, after the poll.
        Put(3, TimeSpan.Zero);
        _room.Time.Advance(TimeSpan.FromMinutes(1));

        (await PollAsync()).Changes.ShouldBe(2, "it cannot be known whether the first one changed again, too");
        (await PollAsync()).Changes.ShouldBe(0);
    }

    [Fact]
    public async Task More_changes_than_one_answer_has_are_told_in_several_polls()
    {
        await PollAsync();
        _room.Time.Advance(TimeSpan.FromMinutes(10));
        for (var i = 0; i < 250; i++)
        {
            Put(1000 + i, TimeSpan.FromSeconds(i - 500));
        }

        var told = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            told.Add((await PollAsync()).Changes);
        }

        told.ShouldBe([100, 98, 52, 0], "the canary and the last second of an answer come again, and are not told again");
    }

    [Fact]
    public async Task More_changes_in_one_second_than_one_answer_has_do_not_stop_the_polls()
    {
        await PollAsync();
        _room.Time.Advance(TimeSpan.FromMinutes(10));
        for (var i = 0; i < 150; i++)
        {
            Put(1000 + i, TimeSpan.FromSeconds(-60));
        }

        Put(2000, TimeSpan.FromSeconds(-30));

        (await PollAsync()).Changes.ShouldBe(100);
        (await PollAsync()).Changes.ShouldBe(0);
        _room.Told.ShouldContain("More than 100 records of crm (Contacts) changed in one second");
        (await PollAsync()).Changes.ShouldBe(1);
    }

    [Fact]
    public async Task A_record_with_a_time_in_the_future_does_not_hide_later_changes()
    {
        await PollAsync();
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        Put(2, TimeSpan.FromDays(3650));
        (await PollAsync()).Changes.ShouldBe(1);

        _room.Time.Advance(TimeSpan.FromMinutes(1));
        Put(3, TimeSpan.FromSeconds(-1));

        (await PollAsync()).Changes.ShouldBe(1);
        (await _room.ForgottenAsync("crm", "12x3")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_query_that_fails_in_the_database_and_looks_empty_is_asked_again_by_the_next_poll()
    {
        await PollAsync();
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        Put(2, TimeSpan.FromSeconds(-30));
        _vtiger.DatabaseRuns = query => !query.Contains("modifiedtime >=", StringComparison.Ordinal);

        (await PollAsync()).Problem.ShouldNotBeNull().ShouldContain("its database did not run the query");
        _room.Counted("crm_change_notices", "Result", "failed").ShouldBe(1);

        _vtiger.DatabaseRuns = null;
        (await PollAsync()).Changes.ShouldBe(1);
    }

    private IReadOnlyList<string> Queries => [.. _vtiger.Requests.Where(Query).Select(request => Uri.UnescapeDataString(request.Query))];

    private static Func<RecordedRequest, bool> Query { get; } = request => request.Query.Contains("operation=query", StringComparison.Ordinal);

    private void Put(int number, TimeSpan fromNow) => _vtiger.Put(
        "Contacts", number, ("lastname", "Example"), ("modifiedtime", (_room.Time.GetUtcNow() + fromNow).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));

    private async Task<ChangePoll> PollAsync() => (await _poll.RunAsync("r", TimeSpan.FromMinutes(1), Ct)).ShouldHaveSingleItem();
}
