using CrmEnrichment.Tests.Tickets.Messages.Corpus;
using CrmEnrichment.Tickets.Messages;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Messages;

/// <summary>Answers as the usual clients write them, in nineteen languages, against what their authors wrote.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly List<(CorpusMessage Message, string Text)> s_read = [.. CorpusMessage.All.Select(message => (message, NewText.Of(message.Message, CorpusMessage.Separator)))];

    [Fact]
    public void The_new_text_is_exactly_right_in_nearly_all_messages()
    {
        var wrong = s_read.Where(read => !string.Equals(read.Text, read.Message.Expected, StringComparison.Ordinal)).ToList();
        var share = 1 - ((double)wrong.Count / s_read.Count);

        output.WriteLine($"{s_read.Count} messages, {share:P1} exactly right");
        wrong.ForEach(read => output.WriteLine($"--- {read.Message.Name}\n{read.Text}"));
        s_read.Count.ShouldBeGreaterThan(120);
        share.ShouldBeGreaterThanOrEqualTo(0.97);
    }

    [Fact]
    public void No_author_loses_a_word() => s_read.Where(read => !Holds(Words(read.Text), Words(read.Message.Expected))).Select(read => read.Message.Name).ShouldBeEmpty();

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>In their order, whatever is between them.</summary>
    private static bool Holds(string[] words, string[] expected)
    {
        var found = 0;
        foreach (var word in words)
        {
            found += found < expected.Length && string.Equals(word, expected[found], StringComparison.Ordinal) ? 1 : 0;
        }

        return found == expected.Length;
    }
}
