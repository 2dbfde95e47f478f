using System.Text.Json;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Journal.Reconciliation.ReconcileRoom;

namespace CrmEnrichment.Tests.Journal.Reconciliation;

/// <summary>The schedule's run, long periods, and a Genesys that does not answer.</summary>
public sealed class ReconcileScheduleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_night_only_begins_and_the_next_one_finds_says_and_repairs()
    {
        await using var room = await StartAsync();
        var before = new PastCall(Now.AddMinutes(-30));
        room.Happens(before.Whole);
        (await room.ReconcileAsync("{}")).GetProperty("interactions").GetInt32().ShouldBe(0, "the journal may be younger than that call");

        var call = new PastCall(Now.AddSeconds(1), pace: 0.02);
        room.Happens(call.Whole);
        await UntilAsync(() => Now > call.EndsAt);
        var result = await room.InvokeAsync("{}");

        var report = JsonElement.Parse(result.Text);
        Only(report).Kind.ShouldBe("Missing", result.Text);
        (report.GetProperty("fix").GetBoolean(), report.GetProperty("fixed").GetInt32()).ShouldBe((true, 1));
        (await LevelAsync(result, "journal_missing"), await LevelAsync(result, "journal_unfinished")).ShouldBe((1, 0));
        (await result.Log.ArrivalOfAsync(text => text.Contains("Journal reconciled", StringComparison.Ordinal), Ct)).ShouldContain(call.Id);
        string.Join('\n', result.Log.Lines).ShouldNotContain(PastCall.Number[1..]);
        await room.WrittenAsync(call);
        room.EntriesOf(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_period_is_asked_for_day_by_day_and_page_by_page()
    {
        await using var room = await StartAsync();
        var (since, day) = (Now.AddDays(-9), new DateTimeOffset(Now.AddDays(-3).UtcDateTime.Date, TimeSpan.Zero).AddHours(9));
        for (var i = 0; i < 130; i++)
        {
            room.Happens(new PastCall(day.AddMinutes(i)).Whole);
        }

        room.Happens(new PastCall(since.AddMinutes(1)).Whole);
        room.Happens(new PastCall(since.AddMinutes(-1)).Whole);

        var report = await room.ReconcileAsync($$"""{"since": "{{since:O}}"}""");

        ReconcileRoom.Counts(report).ShouldBe("Missing 131");
        report.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("interactionId").GetString()).Distinct().Count().ShouldBe(131);
        var questions = room.Cloud.Genesys.Requests.Where(TheQuery).Select(request => JsonElement.Parse(request.Content.Span)).ToList();
        questions.Select(question => question.GetProperty("interval").GetString()!.Split('/').Select(DateTimeOffset.Parse).ToList())
            .ShouldAllBe(interval => interval[1] - interval[0] <= TimeSpan.FromDays(1));
        questions.Count(question => question.GetProperty("paging").GetProperty("pageNumber").GetInt32() == 2).ShouldBe(1);
    }

    [Fact]
    public async Task A_run_whose_time_is_up_says_where_to_go_on()
    {
        await using var room = await StartAsync();
        for (var i = 0; i < 25; i++)
        {
            room.Happens(new PastCall(Now.AddMinutes(-80 + i)).Whole);
        }

        room.Cloud.Genesys.Faults.Next(TheQuery, Fault.Late(TimeSpan.FromSeconds(2)));
        var first = await room.ReconcileAsync($$"""{"since": "{{Now.AddMinutes(-90):O}}", "maxSeconds": 1}""");
        first.GetProperty("endedBy").GetString().ShouldBe("TimeUp", first.GetRawText());

        var second = await room.ReconcileAsync($$"""{"since": "{{first.GetProperty("continueAt").GetString()}}"}""");
        (first.GetProperty("interactions").GetInt32() + second.GetProperty("interactions").GetInt32()).ShouldBe(25);
        second.GetProperty("endedBy").GetString().ShouldBe("Complete");
    }

    [Fact]
    public async Task A_429_is_waited_out_where_it_is_short_and_else_the_run_goes_on_the_next_time()
    {
        await using var room = await StartAsync();
        await room.ReconcileAsync("{}");
        room.Cloud.Genesys.Faults.Next(TheQuery, Fault.Answer(429, "", ("Retry-After", "1")));
        (await room.ReconcileAsync(fix: false)).GetProperty("endedBy").GetString().ShouldBe("Complete");

        room.Cloud.Genesys.Faults.Always(TheQuery, Fault.Answer(429, "", ("Retry-After", "3600")));
        var report = await room.ReconcileAsync(fix: false);
        report.GetProperty("endedBy").GetString().ShouldBe("Failed", report.GetRawText());
        report.GetProperty("failure").GetString()!.ShouldContain("429");
        report.GetProperty("continueAt").GetDateTimeOffset().ShouldBe(report.GetProperty("since").GetDateTimeOffset());

        // The schedule has nobody who reads its answer: its alarm is the function's error.
        var scheduled = await room.InvokeAsync("{}");
        scheduled.Succeeded.ShouldBeFalse(scheduled.Text);
        scheduled.ErrorMessage!.ShouldContain("429");
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named()
    {
        await using var room = await StartAsync();
        room.Cloud.Genesys.Faults.Always(TheQuery, Fault.Answer(403, ""));

        (await room.ReconcileAsync(fix: false)).GetProperty("failure").GetString()!.ShouldContain("Grant analytics:conversationDetail:view");
    }

    [Fact]
    public async Task Two_runs_are_never_at_work_at_once()
    {
        await using var room = await StartAsync();
        var released = new TaskCompletionSource();
        room.Cloud.Genesys.Faults.Next(TheQuery, Fault.HangUntil(released.Task));
        var first = room.ReconcileAsync(fix: false);
        await UntilAsync(() => room.Cloud.Genesys.Requests.Where(TheQuery).Any());

        (await room.ReconcileAsync(fix: false)).GetProperty("endedBy").GetString().ShouldBe("OtherRun");

        released.SetResult();
        (await first).GetProperty("endedBy").GetString().ShouldBe("Complete");
        (await room.ReconcileAsync(fix: false)).GetProperty("endedBy").GetString().ShouldBe("Complete");
    }

    [Theory]
    [InlineData("""{"since": "2020-01-01T00:00:00Z"}""", "since is further back than Journal__RememberFor (14.00:00:00)")]
    [InlineData("""{"since": "2999-01-01T00:00:00Z"}""", "since is not before until")]
    [InlineData("""{"until": "2026-01-01T00:00:00Z"}""", "until is set, and since is not")]
    [InlineData("""{"maxSeconds": 0}""", "maxSeconds is less than 1")]
    public async Task A_period_that_cannot_be_compared_is_refused(string request, string sentence)
    {
        await using var room = await StartAsync();

        var result = await room.InvokeAsync(request);

        result.Succeeded.ShouldBeFalse(result.Text);
        result.ErrorMessage!.ShouldContain(sentence);
        room.Cloud.Genesys.Requests.Where(TheQuery).ShouldBeEmpty();
    }

    private static async Task<int> LevelAsync(InvocationResult result, string metric)
    {
        var line = JsonElement.Parse(await result.Log.ArrivalOfAsync(text => text.Contains($"\"{metric}\":", StringComparison.Ordinal), Ct));
        (line.GetProperty("Crm").GetString(), line.GetProperty("Service").GetString()).ShouldBe(("crm", "ReconcileJournal"));
        return line.GetProperty(metric).GetInt32();
    }
}
