using System.Text.Json;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Live;

/// <summary>What the live view says of a call: what came in, who, asked, written, how long, kept.</summary>
public sealed class LiveCallTests
{
    private const string KnownCaller = "01-customer-start-voice-inbound-known-ani.json";

    [Fact]
    public async Task An_event_is_told_with_all_that_it_did_and_without_its_number()
    {
        await using var room = await LiveRoom.StartAsync();

        (await room.TellAsync($"send {KnownCaller}")).ShouldBe($"{KnownCaller} was sent to EnrichInteraction.");

        var call = (await EndedAsync(room, 1)).ShouldHaveSingleItem();
        call.GetProperty("function").GetString().ShouldBe("EnrichInteraction");
        call.GetProperty("outcome").GetString().ShouldBe("Enriched");
        call.GetProperty("who").GetString().ShouldBe("ACCT-99281, Platinum");
        call.GetProperty("facts").GetProperty("topic").GetString().ShouldBe("customer.start");
        call.GetProperty("facts").GetProperty("caller").GetString().ShouldBe("+•••••••42");
        call.GetProperty("written").GetProperty("crm.loyaltyTier").GetString().ShouldBe("Platinum");
        call.GetProperty("milliseconds").GetDouble().ShouldBeGreaterThan(0);
        call.GetProperty("kept").GetArrayLength().ShouldBe(0);
        Asked(call).ShouldContain(asked => asked.StartsWith("crm 200 GET /customers", StringComparison.Ordinal));
        Asked(call).ShouldContain(asked => asked.StartsWith("genesys 202 PATCH /api/v2/conversations/", StringComparison.Ordinal) || asked.StartsWith("genesys 200 PATCH", StringComparison.Ordinal));
        call.GetRawText().ShouldNotContain("3175550142");
    }

    [Fact]
    public async Task Requests_of_two_calls_that_run_at_once_are_told_apart()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere it is not known which process asks");
        await using var room = await LiveRoom.StartAsync();
        var released = new TaskCompletionSource();
        room.Cloud.Crm.Faults.Next(2, Request.Any, Fault.HangUntil(released.Task));
        await room.TellAsync($"send {KnownCaller}");
        await room.TellAsync("send customer-start-voice-unknown-caller.json");
        await room.UntilAsync(calls => calls.Count == 2 && calls.All(call => Asked(call).Any(asked => asked.StartsWith("crm ", StringComparison.Ordinal))));
        released.SetResult();

        var calls = await EndedAsync(room, 2);
        calls.Select(call => call.GetProperty("outcome").GetString()).ShouldBe(["Enriched", "NoMatch"]);
        foreach (var call in calls)
        {
            var interaction = call.GetProperty("facts").GetProperty("interaction").GetString()!;
            var ofGenesys = Asked(call).Where(asked => asked.Contains("/conversations/", StringComparison.Ordinal)).ToList();
            ofGenesys.ShouldNotBeEmpty();
            ofGenesys.ShouldAllBe(asked => asked.Contains(interaction, StringComparison.Ordinal));
            call.GetProperty("asked").EnumerateArray().ShouldAllBe(asked => asked.GetProperty("isCertain").GetBoolean());
        }
    }

    [Fact]
    public async Task What_others_ask_meanwhile_is_not_the_calls()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere it is not known which process asks");
        await using var room = await LiveRoom.StartAsync();
        var released = new TaskCompletionSource();
        room.Cloud.Crm.Faults.Next(1, Request.Any, Fault.HangUntil(released.Task));
        await room.TellAsync($"send {KnownCaller}");
        await room.Cloud.Crm.Requests.ArrivalOfAsync(Request.Any, TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(room.Cloud.Crm.Url, "/not-of-a-function"), TestContext.Current.CancellationToken);
        released.SetResult();

        var call = (await EndedAsync(room, 1)).ShouldHaveSingleItem();
        Asked(call).ShouldNotContain(asked => asked.Contains("not-of-a-function", StringComparison.Ordinal));
        Asked(call).ShouldContain(asked => asked.StartsWith("crm 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_letter_is_told_with_the_call_that_failed()
    {
        await using var room = await LiveRoom.StartAsync();
        (await room.TellAsync("crm 503")).ShouldBe("crm: 503");
        await room.TellAsync($"send {KnownCaller}");

        var call = (await EndedAsync(room, 1)).ShouldHaveSingleItem();

        call.GetProperty("outcome").GetString().ShouldBe("CrmUnavailable");
        call.GetProperty("kept").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldStartWith("in the dead-letter queue as envelope · CrmUnavailable · retryable, failed once");
        Asked(call).ShouldContain(asked => asked.StartsWith("crm 503 ", StringComparison.Ordinal));
        room.Cloud.DeadLetters.Bodies.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_killed_function_is_told_and_waits_for_its_next_attempt()
    {
        await using var room = await LiveRoom.StartAsync();
        await room.TellAsync("crm hang");
        await room.TellAsync($"send {KnownCaller}");
        await room.Cloud.Crm.Requests.ArrivalOfAsync(Request.Any, TestContext.Current.CancellationToken);

        (await room.TellAsync("kill EnrichInteraction")).ShouldBe("Killed the process of EnrichInteraction.");

        var call = (await room.UntilAsync(calls => calls is [var one] && one.GetProperty("state").GetString() is "waiting"))[0];
        call.GetProperty("outcome").GetString().ShouldBe("Runtime.ExitError");
        call.GetProperty("failed").GetBoolean().ShouldBeTrue();
        call.GetProperty("pauseSeconds").GetDouble().ShouldBe(60);
        call.GetProperty("attempts").GetArrayLength().ShouldBe(1);
        (await room.TellAsync("kill EnrichInteraction")).ShouldBe("EnrichInteraction has no process now: the next event starts one.");
    }

    [Fact]
    public async Task Only_what_changed_is_told_again()
    {
        await using var room = await LiveRoom.StartAsync();
        await room.TellAsync($"send {KnownCaller}");
        await EndedAsync(room, 1);
        var change = (await room.GetAsync("live?after=0")).GetProperty("change").GetInt64();
        await room.TellAsync($"send {KnownCaller}");
        await EndedAsync(room, 2);

        (await room.CallsAsync(change)).ShouldHaveSingleItem().GetProperty("number").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_journal_gets_the_event_and_its_queue_triggers_the_next_function()
    {
        await using var room = await LiveRoom.StartAsync(hasJournal: true);
        (await room.TellAsync($"send {KnownCaller}")).ShouldBe($"{KnownCaller} was sent to EnrichInteraction and LogInteraction.");

        var calls = await EndedAsync(room, 2);

        calls.Select(call => $"{call.GetProperty("function")} {call.GetProperty("outcome")}").ShouldBe(["EnrichInteraction Enriched", "LogInteraction Collected"], ignoreOrder: true);
    }

    private static Task<IReadOnlyList<JsonElement>> EndedAsync(LiveRoom room, int count) =>
        room.UntilAsync(calls => calls.Count >= count && calls.All(call => call.GetProperty("state").GetString() is "ended"));

    private static IEnumerable<string> Asked(JsonElement call) => call.GetProperty("asked").EnumerateArray()
        .Select(asked => $"{asked.GetProperty("system")} {(asked.TryGetProperty("status", out var status) ? status.GetString() : "open")} {asked.GetProperty("what")}");
}
