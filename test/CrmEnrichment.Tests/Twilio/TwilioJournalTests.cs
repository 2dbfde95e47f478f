using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Twilio;

/// <summary>A whole call on Twilio: the callbacks of TaskRouter and of the call, in any order and some twice, make one entry in the CRM.</summary>
public sealed class TwilioJournalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_whole_call_is_one_entry(int seed)
    {
        await using var board = await Switchboard.StartAsync(keepsJournal: true);
        var start = Switchboard.Now.AddMinutes(-10);
        var outcome = Forms.Attributes[..^1] + ""","conversations":{"outcome":"Sold"}}""";
        (string, Dictionary<string, string>)[] call =
        [
            ("/twilio/taskrouter", Forms.TaskRouter("task.created", 0, start)),
            ("/twilio/taskrouter", Forms.OfReservation("reservation.accepted", 12, start)),
            ("/twilio/taskrouter", Forms.OfReservation("reservation.wrapup", 112, start)),
            ("/twilio/taskrouter", Forms.TaskRouter("task.wrapup", 113, start)),
            ("/twilio/taskrouter", Forms.OfReservation("reservation.completed", 130, start)),
            ("/twilio/taskrouter", Forms.TaskRouter("task.completed", 131, start, ("TaskAttributes", outcome), ("TaskCompletedReason", "done"))),
            ("/twilio/voice", Forms.Voice(("CallStatus", "completed"), ("CallDuration", "113"), ("Direction", "inbound"), ("From", "+13175550142"), ("To", "+13175550100"))),
            ("/twilio/voice", Forms.Voice(("RecordingSid", "RE1"), ("RecordingStatus", "completed"), ("RecordingUrl", "https://api.twilio.com/recordings/RE1"))),
        ];
        var random = new Random(seed);
        var told = call.Concat(call.Where(_ => random.Next(2) == 0)).ToArray();
        random.Shuffle(told);

        foreach (var (path, form) in told)
        {
            (await board.TellAsync(path, form)).ShouldBe(204, path);
        }

        var entry = await EntryAsync(board, entry => entry["outcome"]?.ToString() is "Sold" && entry["link"]?.ToString() is "https://api.twilio.com/recordings/RE1" && entry["talk_time"]?.ToString() is "100");
        entry["tracking_id"]!.ToString().ShouldBe($"twilio-{Forms.TaskSid}");
        DateTimeOffset.Parse(entry["ended_at"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds().ShouldBe(start.AddSeconds(113).ToUnixTimeSeconds(), "after-call work is no part of the call");
        entry.ToJsonString().ShouldContain("dana");
        board.Cloud.Crm.Activities.All.Count.ShouldBe(1);
        board.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_never_became_a_task_is_no_interaction()
    {
        await using var board = await Switchboard.StartAsync(keepsJournal: true);
        board.Cloud.Twilio.Delete(Forms.TaskSid);

        (await board.TellAsync("/twilio/voice", Forms.Voice(("CallStatus", "completed"), ("CallDuration", "9")))).ShouldBe(204);

        board.Cloud.Twilio.Requests.All.ShouldHaveSingleItem().Query.ShouldContain("EvaluateTaskAttributes=call_sid%20%3D%3D%20%22CA");
        board.Cloud.JournalWork.Bodies.ShouldBeEmpty();
        board.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_task_of_a_call_is_found_by_its_attribute_where_none_of_its_events_has_come()
    {
        await using var board = await Switchboard.StartAsync(keepsJournal: true);

        (await board.TellAsync("/twilio/voice", Forms.Voice(("CallStatus", "completed"), ("CallDuration", "9")))).ShouldBe(204);

        board.Cloud.State.ShouldNotBeNull();
        board.Cloud.JournalWork.Bodies.ShouldHaveSingleItem().ShouldContain($"twilio/task/{Forms.TaskSid}");
    }

    private static async Task<JsonObject> EntryAsync(Switchboard board, Func<JsonObject, bool> isWhole)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (board.Cloud.Crm.Activities.All.FirstOrDefault(isWhole) is { } entry)
            {
                return entry;
            }

            if (patience.IsCancellationRequested)
            {
                throw new ShouldAssertException($"No whole entry. There is: {string.Join("\n", board.Cloud.Crm.Activities.All.Select(entry => entry.ToJsonString()))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }
}
