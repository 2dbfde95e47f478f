using CrmEnrichment.Tickets.Messages;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Messages;

public static class CommentTests
{
    private static readonly MailMessage s_message = new()
    {
        MessageId = "1@example.org",
        From = "john@example.org",
        FromName = "John Doe",
        Date = new(2026, 3, 2, 11, 22, 33, TimeSpan.FromHours(1)),
        Subject = "Re: A",
        Text = "It works.",
    };

    [Fact]
    public static void A_comment_says_who_wrote_what_and_when() => Comment.Of(s_message, null, 5000).ShouldBe(new("1@example.org", "John Doe <john@example.org>, 2026-03-02 10:22 UTC\n\nIt works.", Cut: false));

    [Fact]
    public static void Attachments_are_listed() =>
        Comment.Of(s_message with { Attachments = [new("a\u202Efdp.exe\n", "application/pdf", 2048), new("", "text/calendar", 17), new("big.zip", "", 3 * 1024 * 1024)] }, null, 5000).Body
            .ShouldEndWith("It works.\n\nAttachments:\n- afdp.exe (application/pdf), 2 KiB\n- text/calendar, 17 bytes\n- big.zip, 3.0 MiB");

    [Theory]
    [InlineData(null, null, "Unknown sender"), InlineData(null, "John", "John"), InlineData("john@example.org", "", "john@example.org"), InlineData("john@example.org", "Jo\r\nhn\u0007", "Jo hn <john@example.org>")]
    public static void The_sender_may_lack_a_name_or_an_address(string? from, string? name, string head) =>
        Comment.Of(s_message with { From = from, FromName = name, Date = null }, null, 5000).Body.ShouldBe($"{head}\n\nIt works.");

    [Fact]
    public static void A_long_text_is_cut_and_says_so()
    {
        var comment = Comment.Of(s_message with { Text = string.Concat(Enumerable.Repeat("😊", 5000)), Attachments = [new("a.pdf", "application/pdf", 1)] }, null, 3000);

        comment.Cut.ShouldBeTrue();
        comment.Body.Length.ShouldBeInRange(2990, 3000);
        comment.Body.ShouldContain("😊\n[The text is cut here. The whole message is in the mailbox.]\n\nAttachments:\n- a.pdf");
        comment.Body.ShouldBe(CleanText.Of(comment.Body));
    }

    [Fact]
    public static void Many_attachments_leave_room_for_the_text()
    {
        var comment = Comment.Of(s_message with { Text = new string('x', 5000), Attachments = [.. Enumerable.Range(1, 1000).Select(n => new MailAttachment(new string('n', 500), "text/plain", n))] }, null, Comment.SmallestLimit);

        comment.Body.Length.ShouldBeLessThanOrEqualTo(Comment.SmallestLimit);
        comment.Body.ShouldContain(new string('x', 500));
        comment.Body.ShouldMatch(@"- and 99\d more$");
    }

    [Fact]
    public static void A_limit_without_room_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Comment.Of(s_message, null, Comment.SmallestLimit - 1));

    [Theory]
    [InlineData(null), InlineData(""), InlineData(" ")]
    public static void Without_a_message_id_the_content_is_the_identity(string? id)
    {
        var message = s_message with { MessageId = id };
        var identity = Comment.Of(message, null, 5000).Identity;

        identity.ShouldMatch("^sha256:[0-9a-f]{64}$");
        MessageIdentity.Of(message with { Date = message.Date!.Value.ToOffset(TimeSpan.Zero), Headers = [new("X-Received", "by another server")] }).ShouldBe(identity);
        new[] { message with { From = "x@example.org" }, message with { Date = null }, message with { Subject = "B" }, message with { Text = "It works" }, message with { Html = "" } }
            .Select(MessageIdentity.Of).Append(identity).ShouldBeUnique();
    }
}
