using System.Globalization;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tickets;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>From a message in the mailbox to the comment of its ticket, once.</summary>
public abstract class CommentContract : TicketDeskRoom
{
    [Fact]
    public async Task A_message_becomes_one_comment_and_its_answer_finds_the_same_ticket()
    {
        Deliver("1", Subject, "It prints <b>again</b> & \"well\".\n\n'Thanks' \U0001F600");
        Deliver("2", "Thanks", "Without a number.", answers: "1");

        var run = await Floor.RunAsync();

        run.EndedBy.ShouldBe(MailRunEnd.Complete, run.Failure);
        Handled(run).ShouldBe("2 TicketCommented");
        Comments.Count.ShouldBe(2);
        Comments[0].ShouldContain(Kept("It prints <b>again</b> & \"well\".\n\n'Thanks' \U0001F600"));
        Comments[0].ShouldContain("Ada Lovelace <ada@example.org>, 2026-01-04 10:00 UTC\n\n");
        Comments[1].ShouldContain("Without a number.");

        Deliver("1", Subject, "It prints <b>again</b> & \"well\".\n\n'Thanks' \U0001F600");
        Handled(await Floor.RunAsync()).ShouldBe("1 CommentKnown");
        Comments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Strangers_and_numbers_of_no_ticket_write_nothing()
    {
        Deliver("1", Subject, "Let me in.", from: "mallory@example.net");
        Deliver("2", UnknownSubject, "Where is it?");

        Handled(await Floor.RunAsync()).ShouldBe("2 MessageRefused");

        Comments.ShouldBeEmpty();
        Floor.Letters.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_comment_whose_answer_is_lost_is_found_by_its_marker()
    {
        Deliver("1", Subject, "It prints.");
        Crm.Faults.Next(IsComment, Fault.HalfABody);
        (await Floor.RunAsync()).EndedBy.ShouldBe(MailRunEnd.Failed);
        Comments.Count.ShouldBe(1, "it was written all the same");

        var run = await Floor.RunAsync();

        Handled(run).ShouldBe("1 CommentKnown", run.Failure);
        Comments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_that_nobody_noted_is_found_by_its_marker_among_many_others()
    {
        for (var i = 0; i < 12; i++)
        {
            Deliver(string.Create(CultureInfo.InvariantCulture, $"before-{i}"), Subject, "Before.");
        }

        await Floor.RunAsync();
        Deliver("1", Subject, "It prints.");
        Floor.BreakAt("mail/message/");
        (await Floor.RunAsync()).EndedBy.ShouldBe(MailRunEnd.Failed);
        Floor.BreakAt(null);

        Handled(await Floor.RunAsync()).ShouldBe("1 CommentKnown");

        Comments.Count(comment => comment.Contains("It prints.", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_that_was_not_written_is_written_by_the_next_run()
    {
        Deliver("1", Subject, "It prints.");
        Crm.Faults.Next(IsComment, Fault.ConnectionReset);
        (await Floor.RunAsync()).EndedBy.ShouldBe(MailRunEnd.Failed);
        Comments.ShouldBeEmpty();

        Handled(await Floor.RunAsync()).ShouldBe("1 TicketCommented");

        Comments.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("x\"\"\"\"\"\"\"")]
    [InlineData("x<<<\n")]
    [InlineData("語")]
    [InlineData("\U0001F600")]
    public async Task The_longest_text_is_cut_and_keeps_its_marker(string text)
    {
        Deliver("1", Subject, string.Concat(Enumerable.Repeat(text, 100_000)));
        Floor.BreakAt("mail/message/");
        await Floor.RunAsync();
        Floor.BreakAt(null);

        Handled(await Floor.RunAsync()).ShouldBe("1 CommentKnown");

        var comment = Comments.ShouldHaveSingleItem();
        comment.ShouldContain("[The text is cut here. The whole message is in the mailbox.]");
        comment.Trim().ShouldEndWith("]");
        comment.ShouldContain(Kept(text) + Kept(text));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task What_passes_by_itself_is_done_by_a_later_run(int status)
    {
        Deliver("1", Subject, "It prints.");
        Crm.Faults.Always(IsOfTheApi, Fault.Answer(status));
        (await Floor.RunAsync()).EndedBy.ShouldBe(MailRunEnd.Failed);
        Floor.Letters.ShouldBeEmpty();
        Crm.Faults.Clear();

        // What was refused cools down for a minute.
        Time.Advance(TimeSpan.FromMinutes(2));
        var run = await Floor.RunAsync();

        Handled(run).ShouldBe("1 TicketCommented", run.Failure);
        Comments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_a_letter_and_fails_the_probe()
    {
        await Floor.ProbeAsync();
        Deliver("1", Subject, "It prints.");
        Crm.Faults.Always(IsOfTheApi, Fault.Answer(403));

        Handled(await Floor.RunAsync()).ShouldBe("1 Forbidden");

        Floor.Letters.ShouldHaveSingleItem().GetProperty("retryable").GetBoolean().ShouldBeFalse();
        (await Should.ThrowAsync<UpstreamException>(Floor.ProbeAsync)).Fault.ShouldBe(UpstreamFault.Forbidden);
    }
}
