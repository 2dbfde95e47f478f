using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tests.Deployment;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>What a letter says steers neither the terminal nor the disk, and tells nothing of a person.</summary>
public sealed class UntrustedTextTests
{
    private const string Steering = "\u001b]0;owned\u0007\u009b2J\u202egnp.exe\u2028\r\n\0\u200b";

    [Theory]
    [InlineData("summary")]
    [InlineData("list")]
    [InlineData("show", "01a1")]
    [InlineData("show", "01a1", "--reveal")]
    [InlineData("show", "01a1", "--reveal", "--json")]
    [InlineData("replay", "--dry-run", "--include-permanent")]
    [InlineData("replay", "--include-permanent")]
    [InlineData("edit", "01a1")]
    public async Task No_command_lets_a_letter_steer_the_terminal(params string[] command)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["Cli__AllowEdit"] = "true", ["EDITOR"] = "true" } };
        contact.Cloud.DeadLetters.Send(Letter(letter =>
        {
            foreach (var name in (string[])["handler", "eventKey", "message", "upstream"])
            {
                letter[name] = Steering;
            }

            letter["letterId"] = $"01a1{Steering}";
            letter["event"] = new JsonObject { ["source"] = Steering, [Steering] = Steering };
        }));

        var (_, output, error) = await tool.RunAsync(command);

        (output + error).ShouldNotBeEmpty();
        (output + error).Where(c => c is not '\n' && (char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator))
            .ShouldBeEmpty();
    }

    // Whoever writes past it writes past what it cleans.
    [Fact]
    public static void One_file_alone_writes_to_the_console() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "src/CrmEnrichment.Cli"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("Console.Write", StringComparison.Ordinal) || text.Contains("Console.Out", StringComparison.Ordinal) || text.Contains("Console.Error", StringComparison.Ordinal)))
            .Select(Path.GetFileName)
            .ShouldBe(["Terminal.cs"]);

    [Theory]
    [InlineData("../../escaped")]
    [InlineData("/tmp/crm-enrich-escaped")]
    public async Task An_editor_is_given_a_file_of_its_own_whatever_the_letter_is_called(string letterId)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the editor of this test is a shell's");
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact) { Environment = { ["Cli__AllowEdit"] = "true" } };
        var seen = Path.Combine(tool.Folder.FullName, "seen");
        tool.Environment["EDITOR"] = $"sh -c 'stat -c \"%a %n\" \"$0\" \"$(dirname \"$0\")\" > {seen}'";
        var id = contact.Cloud.DeadLetters.Send(Letter(letter => letter["letterId"] = letterId));

        (await tool.RunAsync("edit", id)).Code.ShouldBe(0);

        var lines = await File.ReadAllLinesAsync(seen, TestContext.Current.CancellationToken);
        lines[0].ShouldMatch("^600 .*/crm-enrich-[^/]+/event.json$");
        lines[1].ShouldMatch("^700 .*/crm-enrich-[^/]+$");
        Directory.Exists(lines[1][4..]).ShouldBeFalse();
    }

    [Fact]
    public async Task Files_of_customers_data_are_for_their_owner_alone_and_not_for_git()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("there are no modes");
            return;
        }
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Envelopes.Send(contact);

        await tool.AskAsync("export", "letters.jsonl");

        foreach (var name in (string[])["letters.jsonl", "crm-enrich-audit.jsonl"])
        {
            File.GetUnixFileMode(Path.Combine(tool.Folder.FullName, name)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, name);
            Repository.Read(".gitignore").ShouldContain(name[..name.IndexOf('.', StringComparison.Ordinal)]);
        }
    }

    [Fact]
    public async Task Of_an_event_only_what_is_known_to_be_harmless_is_shown()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var id = contact.Cloud.DeadLetters.Send(Letter(letter => letter["event"] = JsonNode.Parse(
            """
            {"id":"e0000001-4a1b-4c2d-8e3f-1b1120001eef","time":"2026-08-20T14:03:11Z","source":"Jane Doe of Springfield","dateOfBirth":"1980-02-03","from":"Jane",
             "transcript":[{"text":"my number is"}],"notes":"likes tea","vip":true,"weight":71,"jane.doe@example.com":1,"ids":["Jane"],"eventTime":1787234591482,"flowId":13175550142,"flowVersion":7,"queueId":"13175550142","userId":"+13175550142"}
            """)));

        var shown = (await tool.AskAsync("show", id)).GetProperty("event").GetRawText();

        shown.ShouldBe("""{"id":"e0000001-4a1b-4c2d-8e3f-1b1120001eef","time":"2026-08-20T14:03:11Z","source":"[masked]","dateOfBirth":"[masked]","from":"[masked]","transcript":[{"text":"[masked]"}],"notes":"[masked]","vip":"[masked]","weight":"[masked]","[masked] 10":"[masked]","ids":["[masked]"],"eventTime":1787234591482,"flowId":"[number]","flowVersion":7,"queueId":"[number]","userId":"[masked]"}""");
    }

    [Fact]
    public async Task Of_what_cannot_be_read_nothing_is_shown()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        var id = contact.Cloud.DeadLetters.Send("Jane, born 1980");

        (await tool.AskAsync("show", id)).GetProperty("body").GetString().ShouldBe("[masked: 15 characters]");
        (await tool.AskAsync("show", id, "--reveal")).GetProperty("body").GetString().ShouldBe("Jane, born 1980");
    }

    private static string Letter(Action<JsonObject> change)
    {
        var letter = JsonNode.Parse(JsonSerializer.Serialize(Envelopes.Write(), DeadLetterJson.Default.DeadLetter))!.AsObject();
        change(letter);
        return letter.ToJsonString();
    }
}
