using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Cli;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.MainJob.Healing;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>What the schedule leaves untouched while a system is still down, and what goes on.</summary>
public sealed class CanaryTests
{
    [Fact]
    public async Task While_The_System_Is_Down_One_Letter_Is_Tried_And_The_Rest_Is_Left_As_It_Was()
    {
        await using var contact = await FailedAsync([AtOnce], "01-", "02-", "07-");
        Down(contact);

        var report = await contact.ReplayAsync(Tick);

        report.GetProperty("failedAgain").GetInt32().ShouldBe(1);
        report.GetProperty("stillDown").EnumerateArray().Select(system => system.GetString()).ShouldBe(["crm"]);
        Counts(report).ShouldBe((2, 3, 0));
        contact.Letters.Select(letter => letter.GetProperty("attempts").GetInt32()).Order().ShouldBe([1, 1, 2]);
    }

    [Fact]
    public async Task The_Letters_Of_Another_System_Go_On()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        var sick = Enumerable.Range(0, 3).Select(_ => Envelopes.Send(contact, Due() with { Upstream = "hubspot, crm", FirstFailedAt = Now.AddMinutes(-9) })).ToList();
        var well = Envelopes.Send(contact, Due() with { Upstream = "Genesys", Event = SampleEvents.Read("05-") });
        Down(contact);

        var report = await contact.ReplayAsync(Tick);

        // A withheld number needs no CRM.
        report.GetProperty("outcomes").GetProperty("NoMatch").GetInt32().ShouldBe(1, report.GetRawText());
        Counts(report).ShouldBe((2, 3, 0));
        var left = contact.Letters.Select(letter => letter.GetProperty("letterId").GetString()).ToList();
        left.ShouldBe(sick, ignoreOrder: true);
        left.ShouldNotContain(well);
    }

    [Fact]
    public async Task A_Canary_That_Ends_Partial_Without_The_System_Stops_Its_Letters()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        await contact.Cloud.AddEveryKindAsync();
        Down(contact);
        for (var i = 0; i < 3; i++)
        {
            Envelopes.Send(contact, Due());
        }

        var report = await contact.ReplayAsync(Tick);

        report.GetProperty("outcomes").GetProperty("Partial").GetInt32().ShouldBe(1, report.GetRawText());
        Counts(report).ShouldBe((2, 2, 0));
        contact.Letters.ShouldAllBe(letter => letter.GetProperty("attempts").GetInt32() == 1);
    }

    [Fact]
    public async Task After_A_Success_One_Failure_Is_A_Letters_Own_And_Two_In_A_Row_Are_The_Systems()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        for (var i = 0; i < 5; i++)
        {
            Envelopes.Send(contact, Due());
        }

        // Four requests a look-up that fails: the first succeeds, and then the CRM goes away.
        var asked = 0;
        contact.Cloud.Crm.Faults.Always(request => Contact.TheCrm(request) && ++asked > 1, Fault.Answer(503));

        var report = await contact.ReplayAsync(Tick);

        report.GetProperty("done").GetInt32().ShouldBe(1);
        report.GetProperty("failedAgain").GetInt32().ShouldBe(2);
        Counts(report).ShouldBe((2, 4, 0));
    }
}
