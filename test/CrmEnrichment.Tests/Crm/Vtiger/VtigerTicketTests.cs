using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Vtiger;

/// <summary>Tickets and comments against the pretend Vtiger, which has its traps.</summary>
public static class VtigerTicketTests
{
    private const string Marker = "mail0123456789abcdef01234567";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("7")]
    [InlineData("TT7")]
    [InlineData("tt7")]
    public static async Task A_ticket_is_found_by_its_number_with_the_addresses_of_its_contact(string number)
    {
        await using var room = await StartAsync();

        var ticket = (await Desk(room).FindAsync(number, Ct)).ShouldHaveSingleItem();

        ticket.Id.ShouldBe("17x70");
        ticket.Addresses.ShouldContain("desk.contact@example.org");
    }

    [Fact]
    public static async Task A_number_that_was_given_twice_names_both_and_an_unknown_one_nobody()
    {
        await using var room = await StartAsync();
        room.Vtiger.Put("HelpDesk", 71, ("ticket_title", "Same"), ("ticket_no", "TT7"));

        (await Desk(room).FindAsync("7", Ct)).Count.ShouldBe(2);
        (await Desk(room).FindAsync("99", Ct)).ShouldBeEmpty();
        (await Desk(room).FindAsync("7' OR id='17x70", Ct)).ShouldBeEmpty("it becomes part of no query");
    }

    [Fact]
    public static async Task A_comment_is_written_and_found_again_by_its_marker()
    {
        await using var room = await StartAsync();
        var desk = Desk(room);
        (await desk.HasCommentAsync("17x70", Marker, Ct)).ShouldBeFalse();

        await desk.AddCommentAsync("17x70", new(Marker, $"It prints. \U0001F600\n\n[{Marker}]"), Ct);

        var comment = room.Vtiger.Records("ModComments").ShouldHaveSingleItem();
        comment["related_to"].ShouldBe("17x70");
        comment["commentcontent"].ShouldStartWith("It prints. \uFFFD");
        (await desk.HasCommentAsync("17x70", Marker, Ct)).ShouldBeTrue();
        (await desk.HasCommentAsync("17x71", Marker, Ct)).ShouldBeFalse("it is another ticket's");
    }

    [Fact]
    public static async Task A_comment_whose_answer_is_lost_is_not_sent_again_and_is_found()
    {
        await using var room = await StartAsync();
        var desk = Desk(room);
        room.Vtiger.Faults.Next(request => request.Body.Contains("operation=create", StringComparison.Ordinal), Fault.HalfABody);

        await Should.ThrowAsync<UpstreamException>(() => desk.AddCommentAsync("17x70", new(Marker, Marker), Ct));

        room.Vtiger.Records("ModComments").Count.ShouldBe(1);
        (await desk.HasCommentAsync("17x70", Marker, Ct)).ShouldBeTrue();
    }

    [Fact]
    public static async Task A_field_that_the_profile_hides_is_named_by_the_probe()
    {
        await using var room = await StartAsync();
        await Desk(room).ProbeAsync(Ct);
        room.Vtiger.Hide("ModComments", "related_to");

        (await Should.ThrowAsync<UpstreamException>(() => Desk(room).ProbeAsync(Ct))).Message.ShouldContain("ModComments.related_to");
    }

    private static ITicketDesk Desk(VtigerRoom room) => room.Open().Tickets.ShouldNotBeNull();

    private static async Task<VtigerRoom> StartAsync()
    {
        var room = await VtigerRoom.StartAsync();
        room.Vtiger.Put("Contacts", 500, ("lastname", "Contact"), ("email", "Desk.Contact@example.org"));
        room.Vtiger.Put("HelpDesk", 70, ("ticket_title", "Printer"), ("ticket_no", "TT7"), ("contact_id", "12x500"));
        return room;
    }
}
