using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Journal.Reconciliation.ReconcileRoom;

namespace CrmEnrichment.Tests.Journal.Reconciliation;

/// <summary>An event is withheld, by the real executables: reconciliation finds it, and with fix the entry is written exactly once.</summary>
public sealed class ReconcileJournalTests
{
    [Fact]
    public async Task An_end_that_was_never_delivered_is_found_and_the_entry_is_written_once()
    {
        await using var room = await StartAsync();
        var call = new PastCall(Now.AddMinutes(-30));
        room.Happens(call.Whole);
        await room.DeliverAsync(call.CustomerStart, call.UserStart, call.UserEnd, call.Acw);

        Only(await room.ReconcileAsync(fix: false)).ShouldBe(("Missing", "end"));
        room.Cloud.Crm.Activities.All.ShouldBeEmpty("without fix nothing is changed");

        var report = await room.ReconcileAsync(fix: true);
        report.GetProperty("fixed").GetInt32().ShouldBe(1, report.GetRawText());
        await room.WrittenAsync(call);
        await NothingIsFoundAsync(room);

        var entry = room.EntriesOf(call).ShouldHaveSingleItem();
        (entry["customer"]?.ToString(), entry["duration"]?.ToString(), entry["talk_time"]?.ToString()).ShouldBe(("c-1", "70", "55"), entry.ToJsonString());
    }

    [Fact]
    public async Task A_call_of_which_no_event_came_is_written_whole_and_once()
    {
        await using var room = await StartAsync();
        var call = new PastCall(Now.AddMinutes(-30));
        room.Happens(call.Whole);

        Only(await room.ReconcileAsync(fix: true)).ShouldBe(("Missing", "start end number agent wrap-up"));
        await room.WrittenAsync(call);
        await NothingIsFoundAsync(room);

        // The events come after all.
        await room.DeliverAsync(call.Whole);
        await room.CalmAsync();
        await NothingIsFoundAsync(room);

        var entry = room.EntriesOf(call).ShouldHaveSingleItem();
        (entry["customer"]?.ToString(), entry["outcome"]?.ToString(), entry["duration"]?.ToString(), entry["talk_time"]?.ToString(), entry["hold_time"]?.ToString())
            .ShouldBe(("c-1", "Payment promised", "70", "55", "3"), entry.ToJsonString());
        entry["notes"]?.ToString().ShouldBe("Pays on Friday 😀");
        room.Cloud.Crm.Find("c-1")!["contact_count"]?.ToString().ShouldBe("1");
    }

    [Fact]
    public async Task A_wrap_up_that_was_lost_is_added_to_the_same_entry()
    {
        await using var room = await StartAsync(("WaitForWrapUp", "00:00:00"));
        var call = new PastCall(Now.AddMinutes(-30));
        room.Happens(call.Whole);
        await room.DeliverAsync(call.WithoutWrapUp);
        await room.WrittenAsync(call);
        room.EntriesOf(call).ShouldHaveSingleItem()["outcome"].ShouldBeNull();

        Only(await room.ReconcileAsync(fix: true)).ShouldBe(("Unfinished", "wrap-up"));

        await UntilAsync(() => room.EntriesOf(call).ShouldHaveSingleItem()["outcome"]?.ToString() is "Payment promised");
        await room.CalmAsync();
        await NothingIsFoundAsync(room);
    }

    [Fact]
    public async Task Work_that_was_lost_between_the_two_functions_is_found()
    {
        await using var room = await StartAsync(("WriteAfter", "00:30:00"));
        var call = new PastCall(Now.AddMinutes(-30));
        room.Happens(call.CustomerStart, call.CustomerEnd);
        await room.DeliverAsync(call.CustomerStart, call.CustomerEnd);
        ReconcileRoom.Counts(await room.ReconcileAsync(fix: true)).ShouldBe("Waiting 1");

        room.Cloud.JournalWork.Purge();
        await room.Cloud.Lambda.DefineAsync(room.Cloud.ReconcileJournal.Definition.With("Journal__WriteAfter", "00:00:00"));
        await room.Cloud.Lambda.DefineAsync(room.Cloud.WriteJournalEntry.Definition.With("Journal__WriteAfter", "00:00:00"));

        Only(await room.ReconcileAsync(fix: true)).ShouldBe(("Missing", ""));
        await room.WrittenAsync(call);
        await NothingIsFoundAsync(room);
        room.EntriesOf(call).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_history_without_wrap_ups_is_no_reason_to_call_an_entry_unfinished()
    {
        await using var room = await StartAsync(("WaitForWrapUp", "00:00:00"));
        var (nobodyWrappedUp, onlyEventsTell) = (new PastCall(Now.AddMinutes(-30)), new PastCall(Now.AddMinutes(-20)));
        room.Happens([.. nobodyWrappedUp.WithoutWrapUp, .. onlyEventsTell.WithoutWrapUp]);
        await room.DeliverAsync([.. nobodyWrappedUp.WithoutWrapUp, .. onlyEventsTell.Whole]);
        await room.WrittenAsync(nobodyWrappedUp);
        await room.WrittenAsync(onlyEventsTell);

        ReconcileRoom.Counts(await room.ReconcileAsync(fix: true)).ShouldBe("InOrder 2");
        ReconcileRoom.Counts(await room.ReconcileAsync(fix: true)).ShouldBe("InOrder 2");
    }

    [Fact]
    public async Task What_is_not_to_be_journalled_is_counted_and_is_no_fault()
    {
        await using var room = await StartAsync(("Exclude__Prefixes__0", "+1317555011"));
        var (stranger, excluded, running) = (new PastCall(Now.AddMinutes(-30), "+13175550199"), new PastCall(Now.AddMinutes(-20), "+13175550111"), new PastCall(Now.AddMinutes(-10)));
        var amongAgents = new PastCall(Now.AddMinutes(-5));
        room.Happens([.. stranger.Whole, .. excluded.Whole, running.CustomerStart, amongAgents.UserStart, amongAgents.UserEnd]);
        await room.DeliverAsync(stranger.Whole);
        await room.CalmAsync();

        ReconcileRoom.Counts(await room.ReconcileAsync(fix: true)).ShouldBe("ByPolicy 2 Waiting 2");
        room.Cloud.Crm.Activities.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entry_that_the_CRM_no_longer_has_is_found_where_CRMs_are_read()
    {
        await using var room = await StartAsync(("Reconcile__ReadCrms", "true"));
        var call = new PastCall(Now.AddMinutes(-30));
        room.Happens(call.Whole);
        await room.DeliverAsync(call.Whole);
        await room.WrittenAsync(call);
        await NothingIsFoundAsync(room);

        room.Cloud.Crm.Activities.Remove(room.EntriesOf(call)[0]["id"]!.ToString());

        var report = await room.ReconcileAsync(fix: true);
        Only(report).ShouldBe(("Gone", ""));
        report.GetProperty("fixed").GetInt32().ShouldBe(0, "what a person deleted stays deleted");
    }

    private static async Task NothingIsFoundAsync(ReconcileRoom room)
    {
        var report = await room.ReconcileAsync(fix: true);
        ReconcileRoom.Counts(report).ShouldBe("InOrder 1", report.GetRawText());
        report.GetProperty("endedBy").GetString().ShouldBe("Complete");
    }
}
