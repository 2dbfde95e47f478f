using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>What the engineer on call sees of letters that heal by themselves, apart from those that need a person.</summary>
public sealed class HealingViewTests
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("80", 80)]
    [InlineData("120", 120)]
    public async Task A_list_says_when_each_letter_is_tried_next_or_that_it_needs_a_person(string columns, int width)
    {
        await using var contact = await StartAsync();
        using var tool = new Tool(contact) { Environment = { ["COLUMNS"] = columns } };
        contact.Cloud.DeadLetters.Send(SampleEvents.Text("01-"));
        contact.Cloud.DeadLetters.Send("no JSON");

        var (code, output, _) = await tool.RunAsync("list");

        code.ShouldBe(0);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldMatch("^ID +AGE +HEALS +REASON +UPSTREAM +INTERACTION +MESSAGE$");
        lines.ShouldAllBe(line => line.Length <= width);
        var at = lines[0].IndexOf("HEALS", StringComparison.Ordinal);
        lines.Skip(1).Select(line => line[at..].Split("  ")[0]).Select(word => word.StartsWith("in ", StringComparison.Ordinal) ? "in …" : word)
            .ShouldBe(["now", "in …", "no", "no", "no", "in …", "no"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_summary_counts_both_in_one_line()
    {
        await using var contact = await StartAsync();
        using var tool = new Tool(contact);

        var summary = await tool.AskAsync("summary");
        (summary.GetProperty("letters").GetInt32(), summary.GetProperty("healing").GetInt32(), summary.GetProperty("needingAPerson").GetInt32()).ShouldBe((5, 2, 3));

        var lines = (await tool.RunAsync("summary")).Output.Split('\n');
        lines[1].TrimEnd().ShouldBe($"2 heal by themselves, until {summary.GetProperty("healingUntil").GetDateTimeOffset():HH:mm:ss}Z at the latest. 3 need a person.");
    }

    [Fact]
    public async Task One_option_selects_the_ones_and_another_the_others()
    {
        await using var contact = await StartAsync();
        using var tool = new Tool(contact);

        (await tool.ListAsync("--needs-a-person")).Select(letter => letter.GetProperty("needsAPerson").GetBoolean()).ShouldBe([true, true, true]);
        var healing = await tool.ListAsync("--healing");
        healing.Select(letter => letter.GetProperty("needsAPerson").GetBoolean()).ShouldBe([false, false]);
        healing.ShouldAllBe(letter => letter.GetProperty("healsUntil").GetDateTimeOffset() > Now);

        // A person may replay what would heal, too.
        (await tool.RunAsync("replay", "--healing", "--rate", "100")).Output.Trim().ShouldBe("dlq replay: 2 selected, 2 Enriched");
        contact.Letters.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Parked_letters_all_need_a_person()
    {
        await using var contact = await StartAsync();
        using var tool = new Tool(contact);
        await tool.RunAsync("park", "--healing");

        (await tool.AskAsync("summary", "--parked")).GetProperty("needingAPerson").GetInt32().ShouldBe(2);
        (await tool.RunAsync("list", "--parked")).Output.ShouldNotContain("HEALS");
    }

    /// <summary>One due, one to be tried later, one permanent, one too old, and one of a version that knew no healing.</summary>
    private static async Task<Contact> StartAsync()
    {
        var contact = await Contact.StartAsync();
        Envelopes.Send(contact, Due(minutesAgo: 5));
        Envelopes.Send(contact, Due(minutesAgo: 10) with { HealsFrom = Now.AddMinutes(3) });
        Envelopes.Send(contact, FailureReason.Forbidden);
        Envelopes.Send(contact, Due(minutesAgo: 15) with { HealsUntil = Now.AddMinutes(-1) });
        Envelopes.Send(contact, Due(minutesAgo: 20) with { HealsFrom = null, HealsUntil = null });
        return contact;

        // Ids are made of times: of letters that fail minutes apart, few characters tell them apart.
        static DeadLetter Due(int minutesAgo) => Envelopes.Write(failedAt: Now.AddMinutes(-minutesAgo)) with
        {
            LetterId = Guid.CreateVersion7(Now.AddMinutes(-minutesAgo)).ToString(),
            HealsFrom = Now.AddMinutes(1 - minutesAgo),
            HealsUntil = Now.AddMinutes(60 - minutesAgo),
        };
    }
}
