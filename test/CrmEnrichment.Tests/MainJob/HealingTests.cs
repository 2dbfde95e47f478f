using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Cli;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.MainJob.Healing;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Letters that heal by themselves: the schedule's own request, from the front door to the wire.</summary>
public sealed class HealingTests
{
    [Fact]
    public async Task An_Outage_Of_A_Minute_Heals_Without_A_Person()
    {
        await using var contact = await FailedAsync([AtOnce], "01-", "02-", "07-");

        var report = await contact.ReplayAsync("""{"healing": true}""");

        report.GetProperty("done").GetInt32().ShouldBe(3, report.GetRawText());
        Counts(report).ShouldBe((0, 0, 0));
        contact.Written.Count.ShouldBe(3);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_Letter_Is_Not_Tried_Before_Its_Time_And_Later_With_Each_Attempt()
    {
        await using var contact = await FailedAsync([], "01-");
        contact.Letter.GetProperty("healsFrom").GetDateTimeOffset().ShouldBe(contact.Letter.GetProperty("lastFailedAt").GetDateTimeOffset().AddMinutes(1));
        contact.Letter.GetProperty("healsUntil").GetDateTimeOffset().ShouldBe(contact.Letter.GetProperty("firstFailedAt").GetDateTimeOffset().AddHours(1));

        (await contact.ReplayAsync(Tick)).GetProperty("notYet").GetInt32().ShouldBe(1);

        contact.Cloud.DeadLetters.Purge();
        Envelopes.Send(contact, Due() with { Attempts = 2, HealingAttempts = 1 });
        Down(contact);
        var report = await contact.ReplayAsync(Tick);

        Counts(report).ShouldBe((0, 1, 0));
        var letter = contact.Letter;
        letter.GetProperty("attempts").GetInt32().ShouldBe(3);
        letter.GetProperty("healingAttempts").GetInt32().ShouldBe(2);
        letter.GetProperty("healsFrom").GetDateTimeOffset().ShouldBe(letter.GetProperty("lastFailedAt").GetDateTimeOffset().AddMinutes(4));
    }

    [Fact]
    public async Task What_Needs_A_Person_Is_Counted_And_Not_Touched()
    {
        await using var contact = await Contact.StartAsync();
        Envelopes.Send(contact, FailureReason.Forbidden);
        Envelopes.Send(contact, Due() with { HealsUntil = Now.AddSeconds(-1) });
        Envelopes.Send(contact, Due() with { HealsFrom = null, HealsUntil = null });
        contact.Cloud.DeadLetters.Send("no JSON");
        var before = contact.Cloud.DeadLetters.Bodies.ToList();

        var report = await contact.ReplayAsync(Tick);

        Counts(report).ShouldBe((0, 0, 4));
        (report.GetProperty("permanent").GetInt32(), report.GetProperty("unreadable").GetInt32()).ShouldBe((1, 1));
        contact.Cloud.DeadLetters.Bodies.ShouldBe(before, ignoreOrder: true);
        contact.NobodyWasAsked();
    }

    [Fact]
    public async Task A_NotBefore_Is_Kept_Also_Where_The_Pause_Is_Over()
    {
        await using var contact = await Contact.StartAsync(AtOnce);
        contact.Cloud.Genesys.Faults.Next(Contact.ThePatch, Fault.Answer(429, "", ("Retry-After", "600")));
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Throttled");

        (await contact.ReplayAsync(Tick)).GetProperty("notYet").GetInt32().ShouldBe(1);

        contact.Letter.GetProperty("healsFrom").GetDateTimeOffset().ShouldBe(contact.Letter.GetProperty("notBefore").GetDateTimeOffset());
        contact.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_Event_That_Is_Stale_Sooner_Needs_A_Person_Sooner()
    {
        await using var contact = await Contact.StartAsync(("Genesys__MaxEventAge", "00:10:00"));
        Down(contact);
        var happened = DateTimeOffset.FromUnixTimeMilliseconds(Now.ToUnixTimeMilliseconds());

        (await contact.PlayAsync(SampleEvents.With("01-", payload => payload["detail"]!["eventBody"]!["eventTime"] = happened.ToUnixTimeMilliseconds()))).ShouldBe("CrmUnavailable");

        contact.Letter.GetProperty("healsUntil").GetDateTimeOffset().ShouldBe(happened.AddMinutes(10));
    }

    [Fact]
    public async Task A_Raw_Event_Heals_And_One_That_Fails_Again_Becomes_A_Letter_That_Heals()
    {
        await using var contact = await Contact.StartAsync(AtOnce);
        contact.Cloud.DeadLetters.Send(SampleEvents.Text("01-"));
        Down(contact);

        Counts(await contact.ReplayAsync(Tick)).ShouldBe((0, 1, 0));
        contact.Letter.GetProperty("attempts").GetInt32().ShouldBe(1);
        contact.Letter.TryGetProperty("healsUntil", out _).ShouldBeTrue();

        contact.Cloud.Crm.Faults.Clear();
        (await contact.ReplayAsync(Tick)).GetProperty("done").GetInt32().ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task What_The_Schedule_Tried_In_Vain_Does_Not_Park_A_Letter()
    {
        await using var contact = await Contact.StartAsync(AtOnce, ("DeadLetters__MaxAttempts", "2"));
        Envelopes.Send(contact, Due());
        Down(contact);
        for (var i = 0; i < 3; i++)
        {
            (await contact.ReplayAsync(Tick)).GetProperty("failedAgain").GetInt32().ShouldBe(1);
        }

        contact.Cloud.Parked.Bodies.ShouldBeEmpty();
        contact.Letter.GetProperty("attempts").GetInt32().ShouldBe(4);

        // The second failure that a person's replay counts.
        (await contact.ReplayAsync()).GetProperty("parked").GetInt32().ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_Letter_With_Times_That_Cannot_Be_Holds_Up_No_Other()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        Envelopes.Send(contact, Due() with { FirstFailedAt = DateTimeOffset.MaxValue, HealsUntil = DateTimeOffset.MaxValue, Attempts = int.MaxValue, Upstream = "hostile" });
        Envelopes.Send(contact, Due());
        Down(contact);

        Counts(await contact.ReplayAsync(Tick)).ShouldBe((0, 2, 0));

        contact.Letters.Select(letter => letter.GetProperty("healsUntil").GetDateTimeOffset()).ShouldAllBe(until => until <= Now.AddHours(1));
    }

    [Fact]
    public async Task Where_Healing_Is_Off_Nothing_Is_Tried_And_All_Need_A_Person()
    {
        await using var contact = await FailedAsync([("Healing__Enabled", "false")], "01-");
        Envelopes.Send(contact, Due());

        Counts(await contact.ReplayAsync(Tick)).ShouldBe((0, 0, 2));
        contact.Letters[0].TryGetProperty("healsUntil", out _).ShouldBeFalse();
        contact.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_Log_Says_In_One_Line_What_The_Schedule_Did_And_The_Metrics_What_Is_Left()
    {
        await using var contact = await Contact.StartAsync();
        Envelopes.Send(contact, FailureReason.Forbidden);
        Envelopes.Send(contact, Due());
        Envelopes.Send(contact, Due() with { HealsFrom = Now.AddMinutes(5) });

        var result = await contact.Cloud.ReplayDeadLetters.InvokeAsync("""{"healing": true}"""u8.ToArray(), TestContext.Current.CancellationToken);

        result.Succeeded.ShouldBeTrue(result.Text);
        await result.Log.ArrivalOfAsync(
            line => line.Contains("The schedule replayed letters: 1 done, 0 failed again, 0 held back; systems still down: none. Left: 1 healing, 1 needing a person. Ended by QueueEmpty", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var log = result.Log.Lines.Select(line => line.Trim()).Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line)).ToList();
        log.Select(line => Member(line, "letters_healing")).ShouldContain("1");
        log.Select(line => Member(line, "letters_needing_a_person")).ShouldContain("1");
        log.Where(line => Member(line, "letters_replayed") is not null).Select(line => Member(line, "Result")).ShouldBe(["healed"]);
        Member(log.Single(line => Member(line, "message")?.Contains("ended as Enriched", StringComparison.Ordinal) is true), "replayedBy").ShouldBe("schedule");
    }

    [Theory]
    [InlineData("""{"healing": true, "filter": {"reasons": ["Forbidden"]}}""")]
    [InlineData("""{"healing": true, "includePermanent": true}""")]
    public async Task What_A_Person_Would_Choose_Is_Refused_With_What_To_Leave_Out(string request)
    {
        await using var contact = await FailedAsync([AtOnce], "01-");

        var result = await contact.Cloud.ReplayDeadLetters.InvokeAsync(System.Text.Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);

        result.Succeeded.ShouldBeFalse();
        result.ErrorMessage!.ShouldContain("leave filter and includePermanent out");
        contact.Letters.Count.ShouldBe(1);
    }

    private static string? Member(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.ToString() : null;
}
