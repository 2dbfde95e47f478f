using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Cli;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.MainJob.Healing;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Two runs of the schedule, and the schedule beside a person: no event is done twice, and nobody waits.</summary>
public sealed class HealingBesideOthersTests
{
    [Fact]
    public async Task Two_Runs_At_Once_Do_Every_Letter_Once()
    {
        await using var contact = await Contact.StartAsync();

        // Two processes that are there: the first run's letter must not wait while the second one's starts.
        await Task.WhenAll(contact.ReplayAsync(Tick), contact.ReplayAsync(Tick));
        for (var i = 0; i < 20; i++)
        {
            Envelopes.Send(contact, Due());
        }

        // The first is held up in its first letter, so that the second meets it.
        var go = new TaskCompletionSource();
        contact.Cloud.Crm.Faults.Next(Contact.TheCrm, Fault.HangUntil(go.Task));
        var first = contact.ReplayAsync(Tick);
        await contact.Cloud.Crm.Requests.ArrivalOfAsync(Contact.TheCrm, TestContext.Current.CancellationToken);
        var second = await contact.ReplayAsync(Tick);
        go.SetResult();

        second.GetProperty("endedBy").GetString().ShouldBe("OtherRun");
        (await first).GetProperty("done").GetInt32().ShouldBe(20);
        contact.Written.Count.ShouldBe(20);
        contact.NothingLiesInTheQueue();

        // The lease is given back: the next run need not wait for its end.
        (await contact.ReplayAsync(Tick)).GetProperty("endedBy").GetString().ShouldBe("QueueEmpty");
    }

    [Fact]
    public async Task A_Replay_By_Hand_Goes_On_Beside_It_And_No_Event_Is_Done_Twice()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.RateLimit = int.MaxValue;
        for (var i = 0; i < 60; i++)
        {
            Envelopes.Send(contact, i % 3 == 0 ? Due() : Envelopes.Write());
        }

        var reports = await Task.WhenAll(contact.ReplayAsync(Tick), contact.ReplayAsync("""{"rate": 1000}"""));

        (await contact.ReplayAsync("""{"rate": 1000}""")).GetProperty("failedAgain").GetInt32().ShouldBe(0);
        reports[1].GetProperty("endedBy").GetString().ShouldBe("QueueEmpty");
        contact.Written.Count.ShouldBe(60);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task What_Is_Not_Tried_Is_Given_Back_Before_The_First_Letter_Is_Tried()
    {
        await using var contact = await Contact.StartAsync();
        var others = Enumerable.Range(0, 15).Select(_ => Envelopes.Send(contact, FailureReason.Forbidden)).ToList();
        Envelopes.Send(contact, Due());
        var go = new TaskCompletionSource();
        contact.Cloud.Crm.Faults.Next(Contact.TheCrm, Fault.HangUntil(go.Task));
        var healing = contact.ReplayAsync(Tick);
        await contact.Cloud.Crm.Requests.ArrivalOfAsync(Contact.TheCrm, TestContext.Current.CancellationToken);

        // A person replays meanwhile, and meets all of them.
        var report = await contact.ReplayAsync();
        go.SetResult();

        report.GetProperty("permanent").GetInt32().ShouldBe(others.Count);
        (await healing).GetProperty("done").GetInt32().ShouldBe(1);
    }
}
