using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tickets;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>From a message that names no ticket to a new one, once.</summary>
public abstract class NewTicketContract : CommentContract
{
    [Fact]
    public async Task Without_the_setting_no_ticket_is_made()
    {
        Deliver("1", "Hello", "It prints not.");

        Handled(await Floor.RunAsync()).ShouldBe("1 NoTicket");

        Made.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_of_a_contact_becomes_one_ticket_and_its_answers_comments()
    {
        await using var floor = Making("Contacts");
        await floor.ProbeAsync();
        Deliver("1", "My \u202Eprinter\n 'stops' ", "It prints <b>not</b>.\nHelp \U0001F600!", floor: floor);
        Deliver("2", "Re: My printer", "It prints.", answers: "1", floor: floor);
        Deliver("3", "Hello", "Let me in.", "mallory@example.net", floor: floor);

        Handled(await floor.RunAsync()).ShouldBe("1 MessageRefused, 1 TicketCommented, 1 TicketCreated");

        var ticket = Made.ShouldHaveSingleItem();
        ticket.Title.ShouldBe("My printer 'stops'");
        ticket.Text.ShouldContain(Kept("Ada Lovelace <ada@example.org>, 2026-01-04 10:00 UTC\n\nIt prints <b>not</b>.\nHelp \U0001F600!\n\n[mail"));
        ticket.Contact.ShouldBe(CustomerId);
        CommentsOf(ticket.Id).ShouldHaveSingleItem().ShouldContain("It prints.");
        floor.Told.ShouldNotContain("mallory");
        floor.Told.ShouldNotContain("printer");
    }

    [Fact]
    public async Task A_ticket_of_a_stranger_is_nobodys_and_whoever_opened_it_may_answer()
    {
        await using var floor = Making("Anyone");
        Deliver("1", "", "It prints not.", "mallory@example.net", floor: floor);
        Deliver("2", "Re:", "It prints.", "mallory@example.net", "1", floor);
        Deliver("3", "Re:", "Me too.", "eve@example.net", "1", floor);

        Handled(await floor.RunAsync()).ShouldBe("1 MessageRefused, 1 TicketCommented, 1 TicketCreated");

        var ticket = Made.ShouldHaveSingleItem();
        (ticket.Title, ticket.Contact).ShouldBe(("(no subject)", ""));
        CommentsOf(ticket.Id).ShouldHaveSingleItem().ShouldContain("It prints.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ticket_that_may_be_there_is_looked_for_before_it_is_made(bool isAnswerLost)
    {
        await using var floor = Making("Contacts");
        Deliver("0", "Before", "Another.", floor: floor);
        Deliver("1", "Printer", "It prints not.", floor: floor);
        if (isAnswerLost)
        {
            Crm.Faults.Next(IsTicket, Fault.HalfABody);
        }
        else
        {
            floor.BreakAt("mail/message/");
        }

        (await floor.RunAsync()).EndedBy.ShouldBe(MailRunEnd.Failed);
        floor.BreakAt(null);

        var run = await floor.RunAsync();

        Handled(run).ShouldBe("1 CommentKnown, 1 TicketCreated", run.Failure);
        Made.Select(ticket => ticket.Title).ShouldBe(["Before", "Printer"]);
    }

    [Fact]
    public async Task The_longest_message_is_a_ticket_with_its_marker_and_a_sender_may_not_open_any_number()
    {
        await using var floor = Making("Contacts", ("Mail:MostCommentsAnHour", "1"));
        Deliver("1", new string('x', 1000), string.Concat(Enumerable.Repeat("語\U0001F600\"<", 50_000)), floor: floor);
        floor.BreakAt("mail/message/");
        await floor.RunAsync();
        floor.BreakAt(null);
        Deliver("2", "Again", "Once more.", floor: floor);

        Handled(await floor.RunAsync()).ShouldBe("1 CommentKnown, 1 MessageRefused");

        var ticket = Made.ShouldHaveSingleItem();
        ticket.Title.ShouldBe(new string('x', 255));
        ticket.Text.ShouldContain("[The text is cut here. The whole message is in the mailbox.]");
    }

    private TicketFloor Making(string rule, params IEnumerable<(string Name, string Value)> more) => new(Time, Crm, [.. Settings, ("Mail:NewTickets", rule), .. more]);
}
