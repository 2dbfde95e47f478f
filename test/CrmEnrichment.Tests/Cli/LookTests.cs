using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>dlq summary, list, show and export: looking changes nothing.</summary>
public sealed class LookTests
{
    [Fact]
    public async Task The_summary_counts_by_everything_an_engineer_asks_for()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        Envelopes.Send(contact, FailureReason.Forbidden, failedAt: Envelopes.FailedAt.AddHours(-3));
        Envelopes.Send(contact, FailureReason.Throttled, notBefore: DateTimeOffset.MaxValue);
        contact.Cloud.DeadLetters.Send(SampleEvents.Text("01-"));
        contact.Cloud.DeadLetters.Send("no JSON");

        var summary = await tool.AskAsync("summary");

        summary.GetProperty("letters").GetInt32().ShouldBe(5);
        summary.GetProperty("byReason").GetRawText().ShouldBe("""{"CrmUnavailable":1,"Forbidden":1,"Throttled":1}""");
        summary.GetProperty("byHandler").GetRawText().ShouldBe("""{"EnrichInteraction":3}""");
        summary.GetProperty("byUpstream").GetRawText().ShouldBe("""{"crm":3}""");
        summary.GetProperty("bySource").EnumerateObject().ShouldHaveSingleItem().Value.GetInt32().ShouldBe(4);
        summary.GetProperty("byForm").GetRawText().ShouldBe("""{"Envelope":3,"RawEvent":1,"Unreadable":1}""");
        summary.GetProperty("byStanding").GetRawText().ShouldBe("""{"NotYet":1,"Permanent":1,"RetryableNow":1}""");
        summary.GetProperty("byHour").GetRawText().ShouldBe("""{"2026-08-20T11:00Z":1,"2026-08-20T14:00Z":2}""");
        summary.GetProperty("oldest").GetDateTimeOffset().ShouldBe(Envelopes.FailedAt.AddHours(-3));
        summary.GetProperty("newest").GetDateTimeOffset().ShouldBe(Envelopes.FailedAt);
    }

    [Fact]
    public async Task A_summary_for_people_has_a_bar_for_each_hour_and_no_colours_in_a_pipe()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        Envelopes.Send(contact, failedAt: Envelopes.FailedAt.AddHours(-3));

        var (_, output, _) = await tool.RunAsync("summary");

        output.Split('\n').Where(line => line.Contains('█', StringComparison.Ordinal)).Select(line => line[..17]).ShouldBe(["2026-08-20T11:00Z", "2026-08-20T14:00Z"]);
        output.ShouldNotContain('\e');
    }

    [Fact]
    public async Task A_look_leaves_every_letter_where_others_see_it()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 25; i++)
        {
            Envelopes.Send(contact);
        }

        (await tool.ListAsync()).Count.ShouldBe(25);

        (await tool.ListAsync("--limit", "3")).Count.ShouldBe(3);
        (await tool.ListAsync()).Count.ShouldBe(25);
    }

    [Fact]
    public async Task A_list_holds_what_the_filter_means()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var old = Envelopes.Send(contact, FailureReason.Forbidden, attempts: 4, failedAt: Envelopes.FailedAt.AddHours(-3));
        var recent = Envelopes.Send(contact);
        contact.Cloud.DeadLetters.Send("no JSON");

        (await IdsAsync("--reason", "Forbidden", "Rejected")).ShouldBe([old]);
        (await IdsAsync("--failed-after", "2026-08-20T14:00:00Z")).ShouldBe([recent]);
        (await IdsAsync("--failed-before", "2026-08-20T14:00:00")).ShouldBe([old]);
        (await IdsAsync("--standing", "RetryableNow")).ShouldBe([recent]);
        (await IdsAsync("--min-attempts", "2", "--max-attempts", "4")).ShouldBe([old]);
        (await IdsAsync("--letter", recent)).ShouldBe([recent]);
        (await IdsAsync("--handler", "LogInteraction")).ShouldBeEmpty();

        async Task<IEnumerable<string?>> IdsAsync(params string[] filter) => (await tool.ListAsync(filter)).Select(line => line.GetProperty("letterId").GetString());
    }

    [Fact]
    public async Task A_letter_is_shown_without_what_is_personal_in_it()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var id = Envelopes.Send(contact);

        var shown = await tool.AskAsync("show", id);

        shown.GetProperty("reason").GetString().ShouldBe("CrmUnavailable");
        var body = shown.GetProperty("event").GetProperty("detail").GetProperty("eventBody");
        body.GetProperty("ani").GetString().ShouldBe("[masked]");
        body.GetProperty("mediaType").GetString().ShouldBe("VOICE");
        shown.GetRawText().ShouldNotContain("3175550142");
        tool.Audit.ShouldBeEmpty();
    }

    [Fact]
    public async Task Revealing_a_letter_is_recorded()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var id = Envelopes.Send(contact);

        (await tool.AskAsync("show", id, "--reveal")).GetRawText().ShouldContain("3175550142");

        var record = tool.Audit.ShouldHaveSingleItem();
        (record.GetProperty("command").GetString(), record.GetProperty("step").GetString()).ShouldBe(("dlq show", "revealed"));
        record.GetProperty("letterIds")[0].GetString().ShouldBe(id);
        record.GetProperty("who").GetString()!.ShouldContain('@');
    }

    [Fact]
    public async Task A_letter_that_is_not_there_is_said_not_to_be()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);

        (await tool.RunAsync("show", "nobody")).Code.ShouldBe(1);
    }

    [Fact]
    public async Task A_machine_without_a_region_is_told_where_it_is_set()
    {
        var folder = Directory.CreateTempSubdirectory("crm-enrich-");
        KeyValuePair<string, string>[] nowhere = [new("AWS_REGION", ""), new("AWS_CONFIG_FILE", "none"), new("AWS_SHARED_CREDENTIALS_FILE", "none"), new("AWS_EC2_METADATA_DISABLED", "true")];

        var (code, _, error) = await ToolProcess.EndAsync(ToolProcess.Start(folder, nowhere, "summary", "--queue-url", "https://sqs.us-east-1.amazonaws.com/123456789012/dead-letters"));

        code.ShouldBe(2);
        error.ShouldContain("AWS_REGION");
        error.ShouldNotContain("   at ");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_reason_that_there_is_not_is_answered_with_those_that_there_are()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);

        var (code, _, error) = await tool.RunAsync("list", "--reason", "CrmDown");

        code.ShouldBe(2);
        error.ShouldContain("'CrmDown'");
        error.ShouldContain(nameof(FailureReason.CrmUnavailable));
    }

    [Fact]
    public async Task An_export_holds_every_message_as_it_is_and_overwrites_nothing()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        contact.Cloud.DeadLetters.Send("no JSON");

        (await tool.AskAsync("export", "letters.jsonl")).GetProperty("exported").GetInt32().ShouldBe(2);

        File.ReadLines(Path.Combine(tool.Folder.FullName, "letters.jsonl")).Select(line => JsonElement.Parse(line).GetProperty("body").GetString())
            .ShouldBe(contact.Cloud.DeadLetters.Bodies, ignoreOrder: true);
        tool.Audit.ShouldHaveSingleItem().GetProperty("count").GetInt32().ShouldBe(2);
        (await tool.RunAsync("export", "letters.jsonl")).Code.ShouldBe(2);
    }

    [Theory]
    [InlineData("list", "--reason", "Bored")]
    [InlineData("list", "--failed-after", "yesterday")]
    [InlineData("list", "--queue-url", "no address")]
    [InlineData("list", "--interaction", "")]
    [InlineData("list", "--nonsense")]
    public async Task A_wrong_option_is_refused_with_2(params string[] arguments)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);

        var (code, _, error) = await tool.RunAsync(arguments);

        code.ShouldBe(2);
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task When_AWS_denies_the_call_the_exit_code_is_3()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        contact.Cloud.AwsFaults.Always(r => r.Operation is "AmazonSQS.ReceiveMessage", Fault.Answer(403));

        var (code, _, error) = await tool.RunAsync("list");

        code.ShouldBe(3);
        error.ShouldContain("sqs:ReceiveMessage");
    }
}
