using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tickets;
using CrmEnrichment.Tickets.Messages;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>What every CRM with tickets does with a message: comments, new tickets, and here what is attached.</summary>
public abstract class TicketDeskContract : NewTicketContract
{
    [Fact]
    public async Task Attachments_are_named_only_without_the_setting()
    {
        Floor.Mailbox.Deliver(WithFiles("1", Subject));

        Handled(await Floor.RunAsync()).ShouldBe("1 TicketCommented");

        Comments.ShouldHaveSingleItem().ShouldContain("Attachments:\n- ../bíll.pdf (application/pdf), 5 bytes\n- big.bin (x), 11 bytes");
        FilesOf(Comments[0]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Attachments_are_uploaded_and_one_that_is_not_never_blocks_the_words()
    {
        await using var floor = Uploading();
        floor.Mailbox.Deliver(WithFiles("1", Subject));
        floor.Mailbox.Deliver(WithFiles("2", Subject));
        Crm.Faults.Next(IsUpload, Fault.Answer(400, "{}"));

        Handled(await floor.RunAsync()).ShouldBe("2 TicketCommented");

        Comments[0].ShouldContain(TakesFiles
            ? "It prints.\n\nAttachments:\n- ../bíll.pdf (application/pdf), 5 bytes, not uploaded\n- big.bin (x), 11 bytes, not uploaded"
            : "It prints.\n\nAttachments:\n- ../bíll.pdf (application/pdf), 5 bytes\n- big.bin (x), 11 bytes");
        if (TakesFiles)
        {
            Comments[1].ShouldContain("- ../bíll.pdf (application/pdf), 5 bytes\n- big.bin (x), 11 bytes, not uploaded");
            var (name, content) = FilesOf(Comments[1]).ShouldHaveSingleItem();
            name.ShouldEndWith("ll.pdf");
            name.ShouldNotContain("/");
            content.ShouldBe("%PDF!"u8.ToArray());
            FilesOf(Comments[0]).ShouldBeEmpty();
        }

        floor.Told.ShouldNotContain("pdf");
    }

    [Fact]
    public async Task A_file_that_was_uploaded_before_the_comment_failed_is_there_once()
    {
        await using var floor = Uploading();
        floor.Mailbox.Deliver(WithFiles("1", Subject));
        Crm.Faults.Next(IsComment, Fault.ConnectionReset);
        (await floor.RunAsync()).EndedBy.ShouldBe(MailRunEnd.Failed);

        Handled(await floor.RunAsync()).ShouldBe("1 TicketCommented");

        FilesOf(Comments.ShouldHaveSingleItem()).Count.ShouldBe(TakesFiles ? 1 : 0);
    }

    [Fact]
    public async Task The_files_of_a_new_ticket_follow_it_once()
    {
        await using var floor = Uploading(("Mail:NewTickets", "Contacts"));
        floor.Mailbox.Deliver(WithFiles("1", "Printer"));
        floor.BreakAt("mail/message/");
        (await floor.RunAsync()).EndedBy.ShouldBe(MailRunEnd.Failed);
        floor.BreakAt(null);

        Handled(await floor.RunAsync()).ShouldBe("1 CommentKnown");

        var ticket = Made.ShouldHaveSingleItem();
        ticket.Text.ShouldContain("bíll.pdf");
        if (TakesFiles)
        {
            var comment = CommentsOf(ticket.Id).ShouldHaveSingleItem();
            comment.ShouldContain("big.bin (x), 11 bytes, not uploaded");
            FilesOf(comment).Count.ShouldBe(1);
        }
    }

    /// <summary>Whether files can be uploaded to this CRM.</summary>
    private protected virtual bool TakesFiles => true;

    /// <summary>Whether the request uploads a file.</summary>
    private protected abstract bool IsUpload(RecordedRequest request);

    /// <summary>The files that a message's comment brought, by its marker.</summary>
    private protected abstract IReadOnlyList<(string Name, byte[] Content)> FilesOf(string comment);

    /// <summary>The marker in the last line of a comment.</summary>
    private protected static string MarkerOf(string comment) => comment.Trim().Split('[')[^1].TrimEnd(']');

    private TicketFloor Uploading(params IEnumerable<(string Name, string Value)> more) => new(Time, Crm, [.. Settings, ("Mail:UploadAttachments", "true"), ("Mail:LongestAttachment", "10"), .. more])
    {
        Mailbox = { Parts = { ["2"] = "%PDF!"u8.ToArray(), ["3"] = new byte[11] } },
    };

    private static MailMessage WithFiles(string id, string subject) => new()
    {
        MessageId = $"{id}@mail.example.org",
        From = Customer,
        Subject = subject,
        Text = "It prints.",
        Attachments = [new("../bíll.pdf", "application/pdf", 5) { Part = "2" }, new("big.bin", "x", 11) { Part = "3" }],
    };
}
