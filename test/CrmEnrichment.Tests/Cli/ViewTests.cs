using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>What an engineer sees: a list that fits the terminal, the summary by message, watch, and a canary that tells Partial from success.</summary>
public sealed class ViewTests
{
    [Theory]
    [InlineData("80", 80)]
    [InlineData("120", 120)]
    [InlineData("", 80)]
    public async Task A_list_has_a_header_and_one_line_a_letter_to_the_edge(string columns, int width)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["COLUMNS"] = columns } };
        Send(contact, letter => letter with { Message = $"crm: GET was answered with 503. {new string('x', 300)}", LastFailedAt = TimeProvider.System.GetUtcNow().AddHours(-3) });
        Send(contact, letter => letter with { Upstream = "Genesys, a source with a long name", LastFailedAt = TimeProvider.System.GetUtcNow().AddDays(-3) });
        contact.Cloud.DeadLetters.Send("no JSON");

        var (code, output, _) = await tool.RunAsync("list");

        code.ShouldBe(0);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        lines[0].ShouldMatch("^ID +AGE +REASON +UPSTREAM +INTERACTION +MESSAGE$");
        lines.ShouldAllBe(line => line.Length <= width);
        lines.ShouldContain(line => line.Length == width && line.EndsWith('…') && line.Contains("  3h ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("  3d ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("  Unreadable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_is_sorted_and_limited_after_that()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var ids = Enumerable.Range(0, 12).Select(hours => Envelopes.Send(contact, attempts: hours + 1, failedAt: TimeProvider.System.GetUtcNow().AddHours(-hours))).ToList();

        (await IdsAsync("--sort", "newest")).ShouldBe(ids);
        (await IdsAsync("--sort", "Oldest", "--limit", "2")).ShouldBe([ids[11], ids[10]]);
        (await IdsAsync("--sort", "Attempts", "--limit", "1")).ShouldBe([ids[11]]);
        (await IdsAsync("--since", "90m", "--sort", "Newest")).ShouldBe(ids[..2]);

        async Task<IEnumerable<string?>> IdsAsync(params string[] options) => (await tool.ListAsync(options)).Select(line => line.GetProperty("letterId").GetString());
    }

    [Fact]
    public async Task The_summary_counts_by_message_the_most_frequent_first()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        Send(contact, letter => letter with { Message = "Genesys: PATCH was answered with 403.\n at a line of a stack" });
        Send(contact, letter => letter with { Message = "Genesys: PATCH was answered with 403.\n at another" });

        (await tool.AskAsync("summary")).GetProperty("byMessage").GetRawText()
            .ShouldBe("""{"Genesys: PATCH was answered with 403.":2,"crm: GET was answered with 503.":1}""");
        var lines = (await tool.RunAsync("summary")).Output.Split('\n');
        lines.ShouldContain(line => line.Contains("message", StringComparison.Ordinal) && line.Contains("403", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watching_shows_the_summary_again_until_Ctrl_C()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        var process = tool.Start("watch", "--every", "1", "--json");

        (await LettersAsync()).ShouldBe(1);
        Envelopes.Send(contact);
        while (await LettersAsync() < 2)
        {
        }

        await process.InterruptAsync();
        (await ToolProcess.EndAsync(process)).Code.ShouldBe(130);
        (await tool.ListAsync()).Count.ShouldBe(2);

        async Task<int> LettersAsync() =>
            JsonElement.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!).GetProperty("letters").GetInt32();
    }

    [Fact]
    public async Task A_canary_does_not_take_Partial_for_success()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        using var tool = new Tool(contact)
        {
            Environment =
            {
                ["Crm__Sources__1__Name"] = "second",
                ["Crm__Sources__1__Url"] = contact.Cloud.Crm.Url.ToString().TrimEnd('/'),
                ["Crm__Sources__1__SecretId"] = "crm-enrichment/crm",
                ["Crm__Sources__1__PhonePath"] = "/customers?phone={phone}&from=second",
            },
        };
        contact.Cloud.Crm.Faults.Always(r => r.Query.Contains("&from=second", StringComparison.Ordinal), Fault.Answer(503));
        for (var i = 0; i < 3; i++)
        {
            Envelopes.Send(contact);
        }

        var (code, output, _) = await tool.RunAsync("replay", "--canary", "--rate", "100");

        code.ShouldBe(1);
        output.Trim().ShouldBe("Stopped by the canary: too many of stage 1 failed or ended in Partial. dlq replay: 3 selected, 1 Partial, 2 left");
        contact.Letters.Count.ShouldBe(2);
        (await tool.RunAsync("replay", "--canary", "100", "--rate", "100")).ShouldSatisfyAllConditions(
            ended => ended.Code.ShouldBe(1),
            ended => ended.Output.ShouldContain("Not all is well"));
    }

    [Fact]
    public async Task Whoever_watches_a_replay_sees_outcomes_the_canarys_stage_and_the_time_left()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script(1) makes the terminal of this test");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["COLUMNS"] = "100", ["TERM"] = "xterm" } };
        for (var i = 0; i < 6; i++)
        {
            Envelopes.Send(contact);
        }

        // sh reads the file that its first argument names.
        await File.WriteAllTextAsync(Path.Combine(tool.Folder.FullName, "dlq"), $"exec script -qec \"stty cols 100; exec '{tool.Program}' dlq replay --canary --rate 4\" /dev/null\n", TestContext.Current.CancellationToken);
        tool.Program = "/bin/sh";
        var (code, output, _) = await tool.RunAsync();

        code.ShouldBe(0, output);
        output.ShouldMatch(@"[1-5] of 6, \d+ s left, canary stage [12], \d Enriched");
        output.ShouldContain("dlq replay: 6 selected, 6 Enriched");
    }

    private static void Send(Contact contact, Func<DeadLetter, DeadLetter> change) =>
        contact.Cloud.DeadLetters.Send(JsonSerializer.Serialize(change(Envelopes.Write()), DeadLetterJson.Default.DeadLetter));
}
