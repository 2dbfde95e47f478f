using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Replay;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/dead-letters.md against the letters that the code writes.</summary>
public static class DeadLetterPageTests
{
    private static readonly Page s_page = Page.Read("docs/dead-letters.md");

    /// <summary>What differs from one letter to the next.</summary>
    private static readonly string[] s_ownOfEachLetter = ["letterId", "notBefore", "firstFailedAt", "lastFailedAt", "healsFrom", "healsUntil"];

    private static string Example => s_page.CodeBlocks("json").First();

    [Fact]
    public static void The_example_is_a_letter_of_the_current_version()
    {
        var letter = JsonSerializer.Deserialize(Example, DeadLetterJson.Default.DeadLetter).ShouldNotBeNull();

        letter.Format.ShouldBe(DeadLetter.FormatName);
        letter.Version.ShouldBe(DeadLetter.CurrentVersion);
        letter.Retryable.ShouldBe(letter.Failure.IsRetryable);
        letter.Event.ShouldNotBeNull();
    }

    [Fact]
    public static async Task The_example_is_what_the_code_writes()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Faults.Always(Contact.ThePatch, Fault.Answer(429, "", ("Retry-After", "600")));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Throttled");

        Comparable(contact.Letter.GetRawText()).ShouldBe(Comparable(Example));
    }

    [Fact]
    public static void Every_member_of_a_letter_is_documented_and_none_is_invented() =>
        Documented("format").ShouldBe(MembersOf<DeadLetter>(), ignoreOrder: true);

    [Fact]
    public static void Every_reason_is_documented_with_whether_it_can_be_retried() =>
        RowsFrom("InvalidEvent").ToDictionary(row => Page.CodeIn(row[0]).Single(), row => row[1] == "yes").ShouldBe(
            Enum.GetValues<FailureReason>().ToDictionary(reason => reason.ToString(), reason => new Failure(reason, "").IsRetryable),
            ignoreOrder: true);

    [Fact]
    public static void Every_member_of_a_replays_request_is_documented() =>
        Documented("limit").ShouldBe(MembersOf<ReplayRequest>(), ignoreOrder: true);

    [Fact]
    public static void Every_condition_of_a_filter_is_documented() =>
        Documented("reasons").ShouldBe(MembersOf<LetterFilter>(), ignoreOrder: true);

    [Fact]
    public static void Every_member_of_a_replays_answer_is_documented()
    {
        var answer = JsonNode.Parse(s_page.CodeBlocks("json").Last())!.AsObject();

        answer.Select(member => member.Key).ShouldBe(MembersOf<ReplayReport>(), ignoreOrder: true);
        answer.Select(member => member.Key).Where(member => !s_page.Code.Contains(member)).ShouldBeEmpty();
        Enum.GetNames<ReplayEnd>().Where(end => !s_page.Code.Contains(end)).ShouldBeEmpty();
    }

    [Fact]
    public static void The_sizes_are_the_codes()
    {
        DeadLetterStore.LargestMessage.ShouldBe(1024 * 1024);
        s_page.Prose.ShouldContain("if it fits 1 MiB (1,048,576 bytes)");
    }

    private static string Comparable(string letter)
    {
        var members = JsonNode.Parse(letter)!.AsObject();
        foreach (var name in s_ownOfEachLetter)
        {
            members.Remove(name).ShouldBeTrue($"{name} is missing");
        }

        return members.ToJsonString();
    }

    private static IEnumerable<string> MembersOf<T>() =>
        from property in typeof(T).GetProperties()
        where property.GetCustomAttribute<JsonIgnoreAttribute>() is null
        select JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static IEnumerable<string> Documented(string first) => RowsFrom(first).SelectMany(row => Page.CodeIn(row[0]));

    /// <summary>The rest of the table that has this in the first cell of a row.</summary>
    private static IEnumerable<string[]> RowsFrom(string first) =>
        s_page.Rows.SkipWhile(row => !Page.CodeIn(row[0]).Contains(first)).TakeWhile(row => Page.CodeIn(row[0]).Count > 0);
}
