using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Twilio;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Twilio;

/// <summary>A task is created: a signed callback in at the HTTP API, attributes on the task out, through the real executable.</summary>
public sealed class TwilioEventsTests
{
    [Fact]
    public async Task The_caller_of_a_new_task_is_put_among_its_attributes_and_everything_else_stays()
    {
        await using var board = await Switchboard.StartAsync();

        (await board.CreatedAsync()).ShouldBe(204);

        var attributes = board.Task.Read();
        attributes["crm_lookupStatus"]!.ToString().ShouldBe("Found");
        attributes["crm_crmAccountId"]!.ToString().ShouldBe("ACCT-99281");
        board.Task.Attributes.ShouldStartWith(Forms.Attributes[..^1]);
        board.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_Twilio_has_signed_is_taken()
    {
        await using var board = await Switchboard.StartAsync();
        var form = Forms.TaskRouter("task.created", 0, Switchboard.Now);

        (await board.TellAsync("/twilio/taskrouter", form, "another-token")).ShouldBe(403);
        (await board.SendAsync(front => new(HttpMethod.Post, new Uri(front, "/twilio/taskrouter")) { Content = new FormUrlEncodedContent(form) })).ShouldBe(403);
        (await board.SendAsync(front => Signed(front, "https://attacker.example.com/twilio/taskrouter"))).ShouldBe(403, "the address is configured, and no header's");
        board.Cloud.Crm.Requests.All.ShouldBeEmpty();
        board.Cloud.Twilio.Requests.All.ShouldBeEmpty();

        (await board.SendAsync(front => Signed(front, "https://events.example.com/twilio/taskrouter"))).ShouldBe(204);
        board.Task.Writes.ShouldBe(1);

        // Twilio's own rule, once more and by hand: the address, then each name and value, sorted by name.
        HttpRequestMessage Signed(Uri front, string address)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(front, "/twilio/taskrouter")) { Content = new FormUrlEncodedContent(form) };
            var text = form.OrderBy(field => field.Key, StringComparer.Ordinal).Aggregate(address, (sum, field) => sum + field.Key + field.Value);
#pragma warning disable CA5350 // Twilio's choice.
            request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData("local-account-token"u8, Encoding.UTF8.GetBytes(text))));
#pragma warning restore CA5350
            request.Headers.Add("X-Forwarded-Host", "attacker.example.com");
            return request;
        }
    }

    [Fact]
    public async Task A_callback_that_comes_twice_is_done_once()
    {
        await using var board = await Switchboard.StartAsync();
        var form = Forms.TaskRouter("task.created", 0, Switchboard.Now);

        (await board.TellAsync("/twilio/taskrouter", form)).ShouldBe(204);
        (await board.TellAsync("/twilio/taskrouter", form)).ShouldBe(204);

        board.Cloud.Twilio.Requests.All.Select(request => request.Method).ShouldBe(["GET", "POST"]);
    }

    [Fact]
    public async Task Who_was_faster_keeps_what_they_wrote()
    {
        await using var board = await Switchboard.StartAsync();
        board.Task.ChangeBeforeNextWrite("first", "1");
        board.Task.ChangeBeforeNextWrite("second", "2");

        (await board.CreatedAsync()).ShouldBe(204);

        board.Cloud.Twilio.Requests.All.Where(request => request.Method is "POST").Select(request => request.Status).ShouldBe([412, 412, 200]);
        var attributes = board.Task.Read();
        (attributes["first"]!.ToString(), attributes["second"]!.ToString(), attributes["crm_crmAccountId"]!.ToString()).ShouldBe(("1", "2", "ACCT-99281"));
    }

    [Fact]
    public async Task Attributes_that_never_rest_make_a_letter_that_a_replay_heals()
    {
        await using var board = await Switchboard.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            board.Task.ChangeBeforeNextWrite("counter", $"{i}");
        }

        (await board.CreatedAsync()).ShouldBe(204);
        var letter = board.OnlyLetter();
        (letter.GetProperty("reason").GetString(), letter.GetProperty("handler").GetString(), letter.GetProperty("retryable").GetBoolean()).ShouldBe(("Unavailable", "EnrichInteraction", true));

        (await board.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);
        board.Task.Read()["crm_crmAccountId"]!.ToString().ShouldBe("ACCT-99281");
    }

    [Fact]
    public async Task Attributes_that_are_no_JSON_are_not_destroyed_and_the_letter_names_them()
    {
        await using var board = await Switchboard.StartAsync();
        board.Cloud.Twilio.Put(Forms.TaskSid, "{not JSON");

        (await board.CreatedAsync()).ShouldBe(204);

        board.Task.Attributes.ShouldBe("{not JSON");
        var letter = board.OnlyLetter();
        letter.GetProperty("reason").GetString().ShouldBe("Rejected");
        letter.GetProperty("message").GetString()!.ShouldContain("the attributes of the task are no JSON object");
    }

    [Fact]
    public async Task A_callback_whose_attributes_are_no_JSON_makes_a_letter_that_names_the_field()
    {
        await using var board = await Switchboard.StartAsync();

        (await board.CreatedAsync(("TaskAttributes", "from=+13175550142"))).ShouldBe(204);

        var letter = board.OnlyLetter();
        letter.GetProperty("reason").GetString().ShouldBe("InvalidEvent");
        letter.GetProperty("message").GetString()!.ShouldContain("event.detail.TaskAttributes is no JSON object");
        board.Cloud.Twilio.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_that_is_over_for_too_long_is_gone()
    {
        await using var board = await Switchboard.StartAsync();
        (board.Task.Status, board.Task.IsClosed) = ("completed", true);
        (await board.CreatedAsync()).ShouldBe(204);

        board.Cloud.Twilio.Delete(Forms.TaskSid);
        (await board.CreatedAsync(("Sid", "EVdeleted"))).ShouldBe(204);

        board.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
        board.Cloud.Twilio.Requests.All.Select(request => (request.Method, request.Status)).ShouldBe([("GET", 200), ("POST", 400), ("GET", 404)]);
    }

    [Fact]
    public async Task What_fails_is_kept_without_signature_or_token_and_replayed()
    {
        await using var board = await Switchboard.StartAsync();
        board.Cloud.Twilio.Faults.Always(request => request.Method is "POST", Fault.Answer(503));

        (await board.CreatedAsync()).ShouldBe(204);

        var letter = board.OnlyLetter();
        letter.GetProperty("reason").GetString().ShouldBe("Unavailable");
        var kept = letter.GetProperty("event");
        (kept.GetProperty("source").GetString(), kept.GetProperty("detail").GetProperty("TaskSid").GetString()).ShouldBe(("twilio.taskrouter", Forms.TaskSid));
        letter.GetRawText().ShouldNotContain("ignature");
        letter.GetRawText().ShouldNotContain(TwilioAccount.Token);

        board.Cloud.Twilio.Faults.Clear();
        (await board.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);
        board.Task.Read()["crm_crmAccountId"]!.ToString().ShouldBe("ACCT-99281");
    }

    [Fact]
    public async Task The_sample_callback_is_taken()
    {
        await using var board = await Switchboard.StartAsync(keepsJournal: false, ("Twilio__MaxEventAge", "3650.00:00:00"));

        var result = await board.Cloud.TwilioEvents.InvokeAsync(Encoding.UTF8.GetBytes(Repository.Read("events/http/twilio-task-created.json")), TestContext.Current.CancellationToken);

        JsonElement.Parse(result.Text).GetProperty("statusCode").GetInt32().ShouldBe(204, result.Text);
        board.Task.Read()["crm_crmAccountId"]!.ToString().ShouldBe("ACCT-99281");
    }

    [Fact]
    public async Task What_can_be_neither_handled_nor_kept_is_not_taken()
    {
        await using var board = await Switchboard.StartAsync();
        board.Cloud.Twilio.Faults.Always(request => request.Method is "POST", Fault.Answer(400));
        board.Cloud.AwsFaults.Always(request => request.Operation is "AmazonSQS.SendMessage", Fault.Answer(400));

        (await board.CreatedAsync()).ShouldBe(500, "the invocation fails, which the alarm counts, and Twilio may send it again");
    }
}
