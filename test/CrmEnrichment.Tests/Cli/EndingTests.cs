using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>However a command ends, it says why in a sentence, and its exit code is one of the page's.</summary>
public sealed class EndingTests
{
    [Theory]
    [InlineData("list", "--failed-after", "1000000d")]
    [InlineData("list", "--since", "x")]
    [InlineData("list", "--since", "")]
    [InlineData("list", "--limit", "x")]
    [InlineData("list", "--limit", "0")]
    [InlineData("list", "--sort", "Newest,Oldest")]
    [InlineData("list", "--min-attempts", "-1")]
    [InlineData("list", "--max-attempts", "99999999999")]
    [InlineData("replay", "--rate", "x")]
    [InlineData("replay", "--rate", "NaN")]
    [InlineData("replay", "--rate", "0")]
    [InlineData("replay", "--canary", "x")]
    [InlineData("replay", "--canary", "101")]
    [InlineData("purge", "--reason", "Forbidden", "--yes-delete", "x")]
    [InlineData("import", "letters.jsonl", "--skip", "-1")]
    [InlineData("watch", "--every", "0")]
    [InlineData("list", "--nonsense")]
    [InlineData("show")]
    public async Task A_wrong_option_is_a_sentence_without_a_page_of_help(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("crm-enrich-");

        var (code, output, error) = await ToolProcess.EndAsync(ToolProcess.Start(folder, [], arguments));

        code.ShouldBe(2, error);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeInRange(1, 2, error);
        (output + error).ShouldNotContain("Usage:");
        (output + error).ShouldNotContain("   at ");
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("> /dev/full")]
    [InlineData(">&-")]
    public async Task An_answer_that_nobody_takes_is_said_on_the_other_stream(string redirection)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("there is no /dev/full");
            return;
        }
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        var script = Path.Combine(tool.Folder.FullName, "tool.sh");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\nexec '{tool.Program}' \"$@\" {redirection}\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        tool.Program = script;
        foreach (var command in (string[][])[["summary"], ["list"], ["list", "--json"], ["replay", "--dry-run"], ["watch"]])
        {
            var (code, _, error) = await tool.RunAsync(command);

            code.ShouldBe(5, $"{command[0]}: {error}");
            error.ShouldStartWith("The answer could not be written to standard output");
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, error);
        }
    }

    [Fact]
    public async Task A_question_ends_with_Ctrl_C_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);
        using var process = tool.Start("purge", "--reason", "CrmUnavailable");
        var asked = new char[200];
        while (!new string(asked).Contains("Type 'delete 1'", StringComparison.Ordinal))
        {
            (await process.StandardError.ReadAsync(asked, TestContext.Current.CancellationToken)).ShouldBePositive();
        }

        await process.InterruptAsync();
        // Standard input stays open: nobody presses Enter.
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(130);
        (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("\nNothing was deleted.\n");
        contact.Letters.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_letter_is_found_by_the_beginning_of_its_id()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        string[] ids = ["01a1fba1-0001-7531-9df0-33c9adc4fa7b", "01a1fba1-0002-7531-9df0-33c9adc4fa7b"];
        foreach (var id in ids)
        {
            contact.Cloud.DeadLetters.Send(JsonSerializer.Serialize(Envelopes.Write() with { LetterId = id }, DeadLetterJson.Default.DeadLetter));
        }

        (await tool.AskAsync("show", "01A1FBA1-0002")).GetProperty("letterId").GetString().ShouldBe(ids[1]);
        var (code, _, error) = await tool.RunAsync("show", "01a1fba1");

        code.ShouldBe(2);
        error.ShouldContain(ids[0]);
        error.ShouldContain(ids[1]);
        (await tool.RunAsync("show", "01a")).Code.ShouldBe(1);
    }

    [Fact]
    public async Task A_letter_without_an_event_is_not_edited()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["Cli__AllowEdit"] = "true", ["EDITOR"] = "true" } };
        var id = contact.Cloud.DeadLetters.Send(JsonSerializer.Serialize(Envelopes.Write() with { Event = null }, DeadLetterJson.Default.DeadLetter));

        var (code, _, error) = await tool.RunAsync("edit", id);

        code.ShouldBe(2);
        error.ShouldContain("has no event that can be read");
    }
}
