using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>dlq export, import and edit: letters out of the queue and into it again.</summary>
public sealed class ExchangeTests
{
    /// <summary>A message's bytes without those of its target: name, type and value.</summary>
    private const int LargestBody = 1_048_576 - 10 - 6 - 82;

    private const string Target = "arn:aws:lambda:us-east-1:123456789012:function:stack-EnrichInteraction-AbC123:live";

    [Fact]
    public async Task What_was_exported_is_imported_as_it_was()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var id = Envelopes.Send(contact);
        contact.Cloud.DeadLetters.Send("no JSON, \u0022łódź\u0022");
        var before = contact.Cloud.DeadLetters.Bodies;
        await tool.AskAsync("export", "letters.jsonl");
        contact.Cloud.DeadLetters.Purge();

        (await tool.AskAsync("import", "letters.jsonl", "--unreadable")).GetRawText().ShouldBe("""{"read":2,"imported":2}""");

        contact.Cloud.DeadLetters.Bodies.ShouldBe(before, ignoreOrder: true);
        tool.Audit[^1].GetProperty("letterIds").EnumerateArray().Select(item => item.GetString()).ShouldContain(id);
        tool.Audit[^1].GetProperty("outcome").GetRawText().ShouldBe("""{"Imported":2,"Left":0}""");
    }

    [Fact]
    public async Task A_raw_event_does_not_lose_the_function_that_it_was_meant_for()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        await WriteAsync(tool, JsonSerializer.Serialize(new { messageId = "m", targetArn = Target, body = SampleEvents.Text("01-") }));
        await tool.AskAsync("import", "letters.jsonl");
        await tool.AskAsync("export", "again.jsonl");

        JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(tool.Folder.FullName, "again.jsonl"), TestContext.Current.CancellationToken))
            .GetProperty("targetArn").GetString().ShouldBe(Target);
        (await contact.ReplayAsync()).GetProperty("done").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Lines_that_were_sent_already_are_passed_over()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        await WriteAsync(tool, Line(1), "", Line(2), Line(3));

        (await tool.AskAsync("import", "letters.jsonl", "--skip", "3", "--parked")).GetProperty("imported").GetInt32().ShouldBe(1);

        contact.Cloud.Parked.Bodies.ShouldBe(["""{"n":3}"""]);
        contact.NothingLiesInTheQueue();
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"format":"crm-enrichment/dead-letter","version":1,"message":null}""")]
    public async Task What_could_only_become_unreadable_is_not_imported(string body)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        await WriteAsync(tool, Line(1), JsonSerializer.Serialize(new { body }));

        var (code, _, error) = await tool.RunAsync("import", "letters.jsonl");

        code.ShouldBe(2);
        error.ShouldContain("line 2 holds no letter and no event");
        error.ShouldContain("--unreadable");
        contact.NothingLiesInTheQueue();
        (await tool.AskAsync("import", "letters.jsonl", "--unreadable")).GetProperty("imported").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_line_that_SQS_refuses_is_passed_over_by_following_the_advice()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        await WriteAsync(tool, Line(1), Line(2), Line(3));
        contact.Cloud.AwsFaults.Always(r => r.Operation is "AmazonSQS.SendMessage" && r.Body.Contains(":2}", StringComparison.Ordinal), Fault.Answer(400));

        var (code, _, error) = await tool.RunAsync("import", "letters.jsonl");

        code.ShouldBe(3);
        error.ShouldContain("1 letter sent. Line 2 was refused and will be again: correct it and go on with --skip 1, or pass over it with --skip 2.");
        (await tool.AskAsync("import", "letters.jsonl", "--skip", "2")).GetProperty("imported").GetInt32().ShouldBe(1);
        contact.Cloud.DeadLetters.Bodies.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"messageId":"m"}""")]
    [InlineData("""{"body":""}""")]
    [InlineData("""{"body":"1","extra":1}""")]
    [InlineData("[]")]
    public async Task A_file_with_one_bad_line_is_refused_whole(string line)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        await WriteAsync(tool, Line(1), line);

        var (code, _, error) = await tool.RunAsync("import", "letters.jsonl");

        code.ShouldBe(2);
        error.ShouldContain("letters.jsonl, line 2 is no exported letter");
        contact.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
        tool.Audit.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LargestBody, 0)]
    [InlineData(LargestBody + 1, 2)]
    public async Task A_line_that_SQS_would_not_take_is_told_before_the_first_is_sent(int length, int expected)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        await WriteAsync(tool, Line(1), JsonSerializer.Serialize(new { targetArn = Target, body = $$"""{"x":"{{new string('x', length - 8)}}"}""" }));

        var (code, output, error) = await tool.RunAsync("import", "letters.jsonl");

        code.ShouldBe(expected, output + error);
        contact.Cloud.DeadLetters.Bodies.Count.ShouldBe(expected is 0 ? 2 : 0);
        error.Contains("line 2 takes 1048577 bytes, and SQS takes 1048576 a message. Nothing was imported.", StringComparison.Ordinal).ShouldBe(expected is 2, error);
    }

    [Fact]
    public async Task Letters_of_a_mebibyte_each_are_exported_and_imported_as_they_were()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        string[] bodies = [.. "abcdefghijkl".Select(letter => $$"""{"x":"{{new string(letter, DeadLetterStore.LargestMessage - 8)}}"}""")];
        foreach (var body in bodies)
        {
            contact.Cloud.DeadLetters.Send(body);
        }

        (await tool.AskAsync("export", "letters.jsonl")).GetProperty("exported").GetInt32().ShouldBe(bodies.Length);
        contact.Cloud.DeadLetters.Purge();
        (await tool.AskAsync("import", "letters.jsonl")).GetProperty("imported").GetInt32().ShouldBe(bodies.Length);

        contact.Cloud.DeadLetters.Bodies.Order(StringComparer.Ordinal).SequenceEqual(bodies, StringComparer.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public async Task An_edit_that_would_not_fit_beside_what_came_first_leaves_the_letter_as_it_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the editor of this test is sed");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["Cli__AllowEdit"] = "true", ["EDITOR"] = "sed -i s/3175550142/3175550199/" } };
        var letter = Envelopes.Write(FailureReason.InvalidEvent);
        // Gzip and base64 make a text of so many different characters longer than it was.
        var padded = JsonNode.Parse(letter.Event!.Value.GetRawText())!;
        padded["padding"] = new string(new Random(1).GetItems<char>("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 !#$%()*,-./:;=?@[]^_{|}~", 1_000_000));
        contact.Cloud.DeadLetters.Send(JsonSerializer.Serialize(letter with { Event = JsonElement.Parse(padded.ToJsonString()) }, DeadLetterJson.Default.DeadLetter));
        var before = contact.Cloud.DeadLetters.Bodies;

        var (code, _, error) = await tool.RunAsync("edit", letter.LetterId);

        code.ShouldBe(2);
        error.ShouldContain("what came first is too large");
        contact.Cloud.DeadLetters.Bodies.ShouldBe(before);
    }

    [Fact]
    public async Task An_event_is_edited_and_what_came_first_is_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the editor of this test is sed");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["Cli__AllowEdit"] = "true", ["EDITOR"] = "sed -i s/3175550142/3175550199/" } };
        contact.Cloud.DeadLetters.Send(JsonSerializer.Serialize(
            Envelopes.Write(FailureReason.InvalidEvent, attempts: 9), DeadLetterJson.Default.DeadLetter));
        var before = contact.Letter;
        var id = before.GetProperty("letterId").GetString()!;

        (await tool.AskAsync("edit", id)).GetProperty("outcome").GetString().ShouldBe("Edited");

        var after = contact.Letter;
        after.GetProperty("letterId").GetString().ShouldBe(id);
        after.GetProperty("attempts").GetInt32().ShouldBe(9);
        after.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        after.GetProperty("event").GetRawText().ShouldContain("3175550199");
        var shown = await tool.AskAsync("show", id, "--reveal");
        shown.GetProperty("originalEvent").GetRawText().ShouldContain("3175550142");
        JsonElement.DeepEquals(shown.GetProperty("originalEvent"), before.GetProperty("event")).ShouldBeTrue();
        tool.Audit.Select(record => record.GetProperty("step").GetString()).ShouldBe(["revealed", "ended", "revealed"]);
        tool.AuditText.ShouldNotContain("3175550");

        // A second edit keeps the first original, and the letter replays as it now is.
        tool.Environment["EDITOR"] = "sed -i s/3175550199/3175550142/";
        await tool.AskAsync("edit", id);
        (await tool.AskAsync("show", id, "--reveal")).GetProperty("originalEvent").GetRawText().ShouldContain("3175550142");
        (await tool.AskAsync("replay")).GetProperty("outcomes").GetRawText().ShouldBe("""{"Enriched":1}""");
    }

    [Theory]
    [InlineData("true", "true", 0, "Unchanged")]
    [InlineData("true", "false", 2, "The editor ended with 1")]
    [InlineData("true", "echo >>", 0, "Unchanged")]
    [InlineData("true", "echo nonsense >>", 2, "no JSON")]
    [InlineData("true", "rm", 2, "The editor left no file")]
    [InlineData("false", "true", 2, "Cli__AllowEdit")]
    [InlineData("", "true", 2, "Cli__AllowEdit")]
    [InlineData("true", "", 2, "VISUAL or EDITOR")]
    public async Task An_edit_that_comes_to_nothing_leaves_the_letter_as_it_was(string allowed, string editor, int code, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the editors of this test are a shell's");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["Cli__AllowEdit"] = allowed, ["EDITOR"] = editor, ["VISUAL"] = "" } };
        var id = Envelopes.Send(contact);
        var before = contact.Cloud.DeadLetters.Bodies;

        var (ended, output, error) = await tool.RunAsync("edit", id);

        ended.ShouldBe(code, output + error);
        (output + error).ShouldContain(said);
        contact.Cloud.DeadLetters.Bodies.ShouldBe(before);
        (await tool.ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_in_no_envelope_is_not_edited()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["Cli__AllowEdit"] = "true", ["EDITOR"] = "true" } };
        var id = contact.Cloud.DeadLetters.Send(SampleEvents.Text("01-"));

        var (code, _, error) = await tool.RunAsync("edit", id);

        code.ShouldBe(2);
        error.ShouldContain("in no envelope");
    }

    private static string Line(int number) => JsonSerializer.Serialize(new { body = $$"""{"n":{{number}}}""" });

    private static Task WriteAsync(Tool tool, params string[] lines) =>
        File.WriteAllLinesAsync(Path.Combine(tool.Folder.FullName, "letters.jsonl"), lines, TestContext.Current.CancellationToken);
}
