using CrmEnrichment.Tests.Tickets.Messages.Corpus;
using CrmEnrichment.Tickets.Messages;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Messages;

public static class NewTextProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(3_000).WithEndSize(60)
        .WithReplay(new FsCheck.Replay(new Rnd(20_260_302, 1), size: null));

    private static readonly string[] s_lines =
    [
        .. CorpusMessage.All.SelectMany(message => (message.Message.Text ?? "").Split('\n')).Distinct().Where((_, at) => at % 7 == 0),
        "", "", "> quoted", ">> quoted", "-- ", "--", "Words of an author", "Words:", "a@example.com", "wrote:", ":", "\u202E", "\0", "\uD800", CorpusMessage.Separator,
    ];

    private static readonly string[] s_tags =
    [
        "<div>", "</div>", "<p>", "</p>", "<br>", "<blockquote type=cite>", "</blockquote>", "<div class=gmail_quote>", "<div id=divRplyFwdMsg>", "<table><tr><td>", "</table>", "<style>", "</style>", "<script>",
        "</script>", "<!--", "-->", "<a href='https://example.com/x'>", "</a>", "&nbsp;", "&#8238;", "&#0;", "&", "<", ">", "<pre>", "</pre>", "<body>", "<div style='display:none'>", "words", "On 2 Mar 2026 at 10:22 Anna wrote:",
    ];

    private static readonly Gen<MailMessage> s_message =
        from text in Gen.Elements(s_lines).ArrayOf()
        from html in Gen.Elements(s_tags).ArrayOf()
        from parts in Gen.Choose(0, 2)
        from subject in Gen.Elements("", "Re: A", "Fwd: A", "A")
        select new MailMessage { Subject = subject, Text = parts is 1 ? null : string.Join('\n', text), Html = parts is 0 ? null : string.Concat(html) };

    [Fact]
    public static void What_has_words_in_its_text_part_is_never_empty() => Check(s_message, message => message.Text is null || !message.Text.Any(char.IsLetterOrDigit) || NewText.Of(message, CorpusMessage.Separator).Any(char.IsLetterOrDigit));

    [Fact]
    public static void The_new_text_is_no_longer_than_the_message_and_clean() => Check(s_message, message =>
        NewText.Of(message, CorpusMessage.Separator) is var text && text.Length <= 2 * ((message.Text?.Length ?? 0) + (message.Html?.Length ?? 0)) && string.Equals(text, CleanText.Of(text), StringComparison.Ordinal) && !text.Contains("\n\n\n\n", StringComparison.Ordinal));

    [Fact]
    public static void The_authors_words_above_a_quote_are_kept_whatever_the_quote_is() => Check(Gen.Elements(s_lines).ArrayOf(), lines =>
        NewText.Of(new() { Subject = "Re: A", Text = "It works.\n\n-----Original Message-----\nFrom: Anna\n\n" + string.Join('\n', lines.Where(line => line.Length == 0 || line[0] is not '>')) }, null) is "It works.");

    public static TheoryData<string, string?, string?> Hostile => new()
    {
        { "signs", string.Concat(Enumerable.Repeat(">\n", 100_000)), null },
        { "one line of signs", new string('>', 1_048_576), null },
        { "one line", new string('a', 1_048_576), null },
        { "one line of colons", new string(':', 1_048_576), null },
        { "lines with colons", string.Concat(Enumerable.Repeat("On 2 March 2026 at 10:22 a@b:\n", 35_000)), null },
        { "headers", string.Concat(Enumerable.Repeat("From: a\nTo: b\n", 70_000)), null },
        { "rules", string.Concat(Enumerable.Repeat("------\n", 150_000)), null },
        { "devices", string.Concat(Enumerable.Repeat("Sent from my iPhone\n", 50_000)), null },
        { "delimiters", string.Concat(Enumerable.Repeat("-- \n>\n", 150_000)), null },
        { "dashes", string.Concat(Enumerable.Repeat(new string('-', 399) + "\n", 2_600)), null },
        { "open brackets", string.Concat(Enumerable.Repeat(new string('<', 390) + "@:\n", 2_600)), null },
        { "blockquotes", null, string.Concat(Enumerable.Repeat("<blockquote>", 10_000)) + "words" },
        { "many blockquotes", null, string.Concat(Enumerable.Repeat("<blockquote type=cite>", 150_000)) + "words" },
        { "tables", null, string.Concat(Enumerable.Repeat("<table><tr><td>", 200_000)) },
        { "links in one line", null, string.Concat(Enumerable.Repeat("<a href='https://a.example/'>x</a>", 100_000)) },
        { "breaks and blockquotes", null, string.Concat(Enumerable.Repeat("<br><blockquote>", 200_000)) },
        { "ends", null, string.Concat(Enumerable.Repeat("</div>", 600_000)) },
        { "an attribute", null, "<div class='" + string.Concat(Enumerable.Repeat("a ", 2_000_000)) + "'>x" },
        { "attributes", null, "<div " + string.Concat(Enumerable.Repeat("a ", 1_000_000)) + ">x" },
        { "a comment", null, "<!--" + new string('-', 4_000_000) },
        { "entities", null, string.Concat(Enumerable.Repeat("&amp", 1_000_000)) },
    };

    // No time is asserted: what takes more than proportional time does not end within the patience of whoever runs the tests.
    [Theory, MemberData(nameof(Hostile))]
    public static void Hostile_input_costs_no_more_than_its_length(string name, string? text, string? html) =>
        NewText.Of(new() { Subject = "Re: A", Text = text, Html = html }, CorpusMessage.Separator).Length.ShouldBeLessThanOrEqualTo(NewText.MaxHtml + NewText.MaxText, name);

    private static void Check<T>(Gen<T> gen, Func<T, bool> holds) => FsCheck.Fluent.Prop.ForAll(gen.ToArbitrary(), holds).Check(s_config);
}
