using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>What a list prints of an id is enough for <c>show</c>, which looks at the whole queue.</summary>
public sealed class ShortIdTests
{
    private const string First = "01a2240a-9ba1-7f76-8578-33d5085620d1";
    private const string Second = "01a2240a-9fb4-758b-bb5c-0fe7d3bf0016";
    private const string Other = "01a2240a-a394-73f8-87b7-1b80cba1b69b";

    [Theory]
    [InlineData(Other, "--reason", "Forbidden")]
    [InlineData(First, "--limit", "1")]
    public async Task The_id_of_a_list_that_leaves_letters_out_opens_the_letter(string id, params string[] options)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Send(contact, First);
        Send(contact, Second);
        Envelopes.Send(contact, Envelopes.Write(FailureReason.Forbidden) with { LetterId = Other });

        var printed = (await IdsAsync(tool, ["list", .. options])).ShouldHaveSingleItem();

        var (code, output, error) = await tool.RunAsync("show", printed);
        code.ShouldBe(0, error);
        output.ShouldContain($"\"letterId\": \"{id}\"");
    }

    [Fact]
    public async Task A_letter_that_is_in_the_queue_twice_makes_no_id_longer_and_can_be_shown()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        Send(contact, First);
        Send(contact, First);
        Send(contact, Second);

        (await IdsAsync(tool, ["list"])).Order(StringComparer.Ordinal).ShouldBe([First[..11], First[..11], Second[..11]]);

        (await tool.RunAsync("show", First[..11])).Code.ShouldBe(0);
    }

    private static void Send(Contact contact, string id) => Envelopes.Send(contact, Envelopes.Write() with { LetterId = id });

    private static async Task<IReadOnlyList<string>> IdsAsync(Tool tool, string[] arguments)
    {
        var (code, output, error) = await tool.RunAsync(arguments);
        code.ShouldBe(0, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ')[0])];
    }
}
