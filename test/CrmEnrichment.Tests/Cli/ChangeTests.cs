using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>dlq park, unpark, replay and purge: what they do, what they leave, and what they record.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task Letters_are_parked_and_put_back_unchanged()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        Envelopes.Send(contact, FailureReason.Forbidden);
        var before = contact.Cloud.DeadLetters.Bodies.ToList();

        (await tool.AskAsync("park", "--reason", "Forbidden")).GetProperty("outcomes").GetProperty("Parked").GetInt32().ShouldBe(1);
        contact.Cloud.Parked.Bodies.ShouldBe([before[1]]);
        contact.Cloud.DeadLetters.Bodies.ShouldBe([before[0]]);
        (await tool.ListAsync("--parked")).Count.ShouldBe(1);

        (await tool.AskAsync("unpark", "--reason", "Forbidden")).GetProperty("selected").GetInt32().ShouldBe(1);
        contact.Cloud.Parked.Bodies.ShouldBeEmpty();
        contact.Cloud.DeadLetters.Bodies.ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task A_change_is_recorded_when_it_begins_and_when_it_ends()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var id = Envelopes.Send(contact);

        await tool.AskAsync("park", "--reason", "CrmUnavailable");

        tool.Audit.Select(record => record.GetProperty("step").GetString()).ShouldBe(["begun", "ended"]);
        tool.Audit.ShouldAllBe(record => record.GetProperty("letterIds")[0].GetString() == id && record.GetProperty("command").GetString() == "dlq park");
        tool.Audit[0].GetProperty("filter").GetProperty("reasons")[0].GetString().ShouldBe("CrmUnavailable");
        tool.Audit.ShouldAllBe(record => record.GetProperty("identity").GetString() == "arn:aws:iam::123456789012:user/on-call");
        tool.Audit[1].GetProperty("outcome").GetRawText().ShouldBe("""{"Parked":1,"Left":0}""");
    }

    [Fact]
    public async Task A_letter_stays_when_the_other_queue_does_not_take_it()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        contact.Cloud.AwsFaults.Always(r => r.Operation is "AmazonSQS.SendMessage", Fault.Answer(500));

        (await tool.RunAsync("park", "--reason", "CrmUnavailable")).Code.ShouldBe(1);

        contact.Cloud.DeadLetters.Bodies.Count.ShouldBe(1);
        (await tool.ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Letters_are_replayed_through_their_handler()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        Envelopes.Send(contact);
        var permanent = Envelopes.Send(contact, FailureReason.Forbidden);
        Envelopes.Send(contact, FailureReason.Throttled, notBefore: DateTimeOffset.MaxValue);
        contact.Cloud.DeadLetters.Send(SampleEvents.Text("02-"));

        var report = await tool.AskAsync("replay", "--rate", "100");

        report.GetProperty("selected").GetInt32().ShouldBe(3);
        report.GetProperty("outcomes").GetRawText().ShouldBe("""{"Enriched":3}""");
        contact.Written.Count.ShouldBe(3);
        contact.Letters.Count.ShouldBe(2);

        (await tool.AskAsync("replay", "--include-permanent", "--letter", permanent)).GetProperty("outcomes").GetRawText().ShouldBe("""{"Enriched":1}""");
        contact.Letters.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_look_ups_of_a_replay_stand_in_the_record_and_not_on_the_terminal()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);

        var (code, output, error) = await tool.RunAsync("replay");

        (code, output.Trim(), error).ShouldBe((0, "dlq replay: 1 selected, 1 Enriched", ""));
        tool.AuditText.ShouldContain("looked a customer up for interaction");
        tool.Audit.Select(record => record.GetProperty("step").GetString()).ShouldBe(["begun", "ended"]);
    }

    [Fact]
    public async Task A_dry_run_names_the_letters_and_touches_none()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var first = Envelopes.Send(contact);
        Envelopes.Send(contact);

        var report = await tool.AskAsync("replay", "--dry-run", "--limit", "1");

        report.GetProperty("letterIds").EnumerateArray().Select(id => id.GetString()).ShouldBe([first]);
        contact.NobodyWasAsked();
        (await tool.ListAsync()).Count.ShouldBe(2);
        tool.Audit.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_fails_again_stays_with_one_attempt_more_and_the_exit_code_is_1()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var first = Envelopes.Send(contact);
        Envelopes.Send(contact, attempts: 4);
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));

        var (code, output, _) = await tool.RunAsync("replay", "--json");

        code.ShouldBe(1);
        JsonElement.Parse(output).GetProperty("outcomes").GetRawText().ShouldBe("""{"CrmUnavailable":1,"Parked":1}""");
        (contact.Letter.GetProperty("letterId").GetString(), contact.Letter.GetProperty("attempts").GetInt32()).ShouldBe((first, 2));
        contact.Cloud.Parked.Bodies.Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_an_interruption_every_letter_is_done_or_in_the_queue()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 30; i++)
        {
            Envelopes.Send(contact);
        }

        var process = tool.Start("replay", "--rate", "5", "--json");
        await contact.Cloud.Genesys.Requests.ArrivalOfAsync(r => contact.Cloud.Genesys.Requests.All.Count(Contact.ThePatch) >= 3, TestContext.Current.CancellationToken);
        await process.InterruptAsync();
        var (code, output, error) = await ToolProcess.EndAsync(process);

        code.ShouldBe(130, output + error);
        contact.Written.Count.ShouldBeInRange(3, 29);
        (contact.Written.Count + contact.Letters.Count).ShouldBe(30);
        JsonElement.Parse(output).GetProperty("left").GetInt32().ShouldBe(contact.Letters.Count);
        tool.Audit[^1].GetProperty("outcome").GetProperty("Left").GetInt32().ShouldBe(contact.Letters.Count);
        (await tool.ListAsync()).Count.ShouldBe(contact.Letters.Count);
    }

    [Fact]
    public async Task What_arrives_after_the_selection_was_frozen_is_not_replayed()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 10; i++)
        {
            Envelopes.Send(contact);
        }

        var process = tool.Start("replay", "--rate", "5", "--json");
        await contact.Cloud.Genesys.Requests.ArrivalOfAsync(Contact.ThePatch, TestContext.Current.CancellationToken);
        var late = Envelopes.Send(contact);
        var (_, output, _) = await ToolProcess.EndAsync(process);

        JsonElement.Parse(output).GetProperty("outcomes").GetRawText().ShouldBe("""{"Enriched":10}""");
        contact.Letter.GetProperty("letterId").GetString().ShouldBe(late);
    }

    [Fact]
    public async Task Commands_that_run_side_by_side_do_not_write_over_each_others_records()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 100; i++)
        {
            Envelopes.Send(contact);
        }

        var process = tool.Start("replay", "--rate", "1", "--json");
        await contact.Cloud.Genesys.Requests.ArrivalOfAsync(Contact.ThePatch, TestContext.Current.CancellationToken);
        await tool.AskAsync("park", "--letter", Envelopes.Send(contact));
        await process.InterruptAsync();
        await ToolProcess.EndAsync(process);

        tool.Audit.Select(record => $"{record.GetProperty("command")} {record.GetProperty("step")}")
            .ShouldBe(["dlq replay begun", "dlq park begun", "dlq park ended", "dlq replay ended"]);
    }

    [Fact]
    public async Task Who_AWS_does_not_name_is_recorded_by_user_and_machine()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        contact.Cloud.AwsFaults.Always(r => r.Operation is null, Fault.Answer(403));

        await tool.AskAsync("park", "--reason", "CrmUnavailable");

        tool.Audit.Select(record => record.TryGetProperty("identity", out _)).ShouldBe([false, false]);
        tool.Audit[0].GetProperty("who").GetString()!.ShouldContain('@');
    }

    [Fact]
    public async Task A_canary_stops_when_too_many_of_a_stage_fail()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 40; i++)
        {
            Envelopes.Send(contact);
        }

        // One, two and five letters pass; of the next twenty, three do not.
        var written = 0;
        contact.Cloud.Genesys.Faults.Next(3, r => Contact.ThePatch(r) && Interlocked.Increment(ref written) > 8, Fault.Answer(403));
        var (code, output, _) = await tool.RunAsync("replay", "--rate", "1000", "--canary", "--json");

        var report = JsonElement.Parse(output);
        code.ShouldBe(1);
        report.GetProperty("stoppedByCanary").GetBoolean().ShouldBeTrue();
        (report.GetProperty("tried").GetInt32(), report.GetProperty("left").GetInt32()).ShouldBe((28, 12));
        report.GetProperty("outcomes").GetProperty("Enriched").GetInt32().ShouldBe(contact.Written.Count);
        (contact.Written.Count + contact.Letters.Count).ShouldBe(40);
    }

    [Fact]
    public async Task A_canary_that_fares_well_goes_on_to_the_end()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 40; i++)
        {
            Envelopes.Send(contact);
        }

        (await tool.AskAsync("replay", "--rate", "1000", "--canary", "5")).GetProperty("outcomes").GetRawText().ShouldBe("""{"Enriched":40}""");
    }

    [Fact]
    public async Task A_poison_letter_in_the_middle_holds_up_none_of_the_others()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 5; i++)
        {
            Envelopes.Send(contact);
        }

        var foreign = JsonSerializer.Serialize(Envelopes.Write() with { Handler = "NoSuchHandler" }, DeadLetterJson.Default.DeadLetter);
        var torn = JsonSerializer.Serialize(Envelopes.Write() with { Event = null, EventGzip = "no base64" }, DeadLetterJson.Default.DeadLetter);
        contact.Cloud.DeadLetters.Send(foreign);
        contact.Cloud.DeadLetters.Send(torn);
        contact.Cloud.DeadLetters.Send("{");
        for (var i = 0; i < 5; i++)
        {
            Envelopes.Send(contact);
        }

        var (code, output, _) = await tool.RunAsync("replay", "--rate", "1000", "--json");

        code.ShouldBe(1);
        JsonElement.Parse(output).GetProperty("outcomes").GetRawText().ShouldBe("""{"Enriched":10,"Unreadable":2}""");
        contact.Cloud.DeadLetters.Bodies.ShouldBe([foreign, torn, "{"], ignoreOrder: true);
    }

    [Fact]
    public async Task When_the_deletion_fails_after_success_the_ledger_stops_the_second_effect()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        contact.Cloud.AwsFaults.Always(r => r.Operation is "AmazonSQS.DeleteMessage", Fault.Answer(500));
        (await tool.RunAsync("replay")).Code.ShouldBe(1);
        contact.Written.Count.ShouldBe(1);
        contact.Cloud.AwsFaults.Clear();

        (await tool.AskAsync("replay")).GetProperty("outcomes").GetRawText().ShouldBe("""{"Duplicate":1}""");

        contact.Written.Count.ShouldBe(1);
        contact.NothingLiesInTheQueue();
    }

    [Theory]
    [InlineData("delete 1", 0)]
    [InlineData("delete 2", 2)]
    [InlineData("yes", 2)]
    [InlineData("", 2)]
    public async Task What_is_typed_to_confirm_has_to_name_the_number(string typed, int code)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);

        var process = tool.Start("purge", "--reason", "CrmUnavailable");
        await process.StandardInput.WriteLineAsync(typed);
        var (ended, _, error) = await ToolProcess.EndAsync(process);

        ended.ShouldBe(code, error);
        error.ShouldContain("Type 'delete 1'");
        contact.Letters.Count.ShouldBe(code is 0 ? 0 : 1);
    }

    [Fact]
    public async Task Letters_are_deleted_only_when_their_number_is_confirmed()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact, FailureReason.InvalidEvent);
        Envelopes.Send(contact);

        (await tool.RunAsync("purge", "--yes-delete", "2")).Code.ShouldBe(2);
        (await tool.RunAsync("purge", "--reason", "InvalidEvent")).Code.ShouldBe(2);
        (await tool.RunAsync("purge", "--reason", "InvalidEvent", "--yes-delete", "2")).Code.ShouldBe(2);
        (await tool.ListAsync()).Count.ShouldBe(2);

        (await tool.AskAsync("purge", "--reason", "InvalidEvent", "--yes-delete", "1")).GetProperty("outcomes").GetRawText().ShouldBe("""{"Purged":1}""");
        contact.Letter.GetProperty("reason").GetString().ShouldBe("CrmUnavailable");
    }
}
