using System.Net;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tickets;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>Tickets of HubSpot, with notes as their comments.</summary>
public sealed class HubSpotDeskTests : TicketDeskContract
{
    private const string Ticket = "700";

    private PretendHubSpot _hubSpot = null!;

    private protected override string Subject => $"Re: [#{Ticket}] Printer";

    private protected override string UnknownSubject => "Re: [#99] Printer";

    private protected override IReadOnlyList<string> Comments => CommentsOf(Ticket);

    private protected override bool IsComment(RecordedRequest request) => request.Method is "POST" && request.Path.EndsWith("/notes", StringComparison.Ordinal);

    private protected override string CustomerId => "61";

    private protected override IReadOnlyList<MadeTicket> Made =>
    [
        .. _hubSpot.Store.Of("tickets").Where(ticket => ticket.Value["content"] is not null).OrderBy(ticket => ticket.Key, StringComparer.Ordinal).Select(ticket =>
            new MadeTicket(ticket.Key, ticket.Value["subject"]!.ToString(), ticket.Value["content"]!.ToString(), string.Concat(_hubSpot.Store.Associated("tickets", ticket.Key, "contacts")))),
    ];

    private protected override bool IsTicket(RecordedRequest request) => request.Method is "POST" && request.Path.EndsWith("/tickets", StringComparison.Ordinal);

    private protected override bool IsUpload(RecordedRequest request) => request.Path.StartsWith("/files/", StringComparison.Ordinal);

    private protected override IReadOnlyList<(string Name, byte[] Content)> FilesOf(string comment) =>
    [
        .. _hubSpot.Store.Of("notes").Values.Where(note => note["hs_note_body"]!.ToString().Contains(MarkerOf(comment), StringComparison.Ordinal))
            .SelectMany(note => (note["hs_attachment_ids"]?.ToString() ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)).Select(id => _hubSpot.Files[id]),
    ];

    private protected override async Task<DeskCrm> StartAsync()
    {
        _hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, Time);
        SampleContacts.PutInto(_hubSpot);
        _hubSpot.Put("tickets", Ticket, ("subject", "Printer"));
        _hubSpot.Put("contacts", "61", ("email", "Ada@example.org"), ("hs_additional_emails", "ada.l@example.org; countess@example.org"));
        _hubSpot.Store.Associate("tickets", Ticket, "contacts", "61");
        _hubSpot.Store.Associate("tickets", Ticket, "contacts", SampleContacts.ContactId);

        // A contact that was deleted since, and pages of which each shows little.
        _hubSpot.Store.Associate("tickets", Ticket, "contacts", "62");
        _hubSpot.AssociationsOfPage = 2;
        _hubSpot.Store.Unique.Add(("tickets", HubSpotStore.TrackingId));
        return DeskCrm.Of(_hubSpot);
    }

    [Fact]
    public async Task Every_address_of_every_contact_may_write_and_a_note_has_its_ticket_from_the_first_moment()
    {
        Deliver("1", Subject, "One.", "countess@example.org");
        Deliver("2", Subject, "Two.", "ada.l@example.org");
        Deliver("3", Subject, "Three.", "dana@example.com");

        Handled(await Floor.RunAsync()).ShouldBe("3 TicketCommented");

        Comments.Count.ShouldBe(3);
        _hubSpot.Requests.All.Count(IsComment).ShouldBe(3);
        _hubSpot.Requests.All.ShouldNotContain(request => request.Path.EndsWith("/search", StringComparison.Ordinal), "a search is not up to date");
        _hubSpot.Store.Of("notes").Values.ShouldAllBe(note => note["hs_timestamp"]!.ToString() == "2026-01-05T09:00:00.000Z");
    }

    [Fact]
    public async Task A_ticket_that_was_merged_is_the_one_that_is_left()
    {
        _hubSpot.Put("tickets", "701", ("subject", "The same"));
        _hubSpot.Store.Merge("tickets", "701", Ticket);
        Deliver("1", "Re: [#701] Printer", "It prints.");

        Handled(await Floor.RunAsync()).ShouldBe("1 TicketCommented");

        Comments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_number_may_be_a_property_of_the_accounts_own_and_a_company_may_write()
    {
        await using var floor = new TicketFloor(
            Time, Crm, ("Crm:Sources:0:HubSpot:Tickets:NumberProperty", "ticket_no"), ("Crm:Sources:0:HubSpot:Tickets:CompanyEmails:0", "support_email"), ("Mail:Patterns:0", "(?<number>CASE-[0-9]+)"));
        (await Should.ThrowAsync<UpstreamException>(floor.ProbeAsync)).Message.ShouldContain("not unique in the property 'ticket_no' of tickets");
        _hubSpot.Store.Unique.Add(("tickets", "ticket_no"));
        await floor.ProbeAsync();
        _hubSpot.Put("tickets", "702", ("ticket_no", "CASE-1"));
        _hubSpot.Put("companies", "902", ("support_email", "it@example.org"));
        _hubSpot.Store.Associate("tickets", "702", "companies", "902");
        floor.Mailbox.Deliver(new() { MessageId = "1@example.org", From = "it@example.org", Subject = "Re: case-1", Text = "It prints." });
        floor.Mailbox.Deliver(new() { MessageId = "2@example.org", From = "it@example.org", Subject = "Re: CASE-2", Text = "It prints." });

        Handled(await floor.RunAsync()).ShouldBe("1 MessageRefused, 1 TicketCommented");

        CommentsOf("702").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_unique_property_no_ticket_is_made_and_the_probe_says_so()
    {
        _hubSpot.Store.Unique.Remove(("tickets", HubSpotStore.TrackingId));
        await Floor.ProbeAsync();
        await using var floor = new TicketFloor(Time, Crm, ("Mail:NewTickets", "Anyone"));

        (await Should.ThrowAsync<UpstreamException>(floor.ProbeAsync)).Message.ShouldContain("not unique in the property 'crm_enrichment_tracking_id' of tickets");
    }

    [Fact]
    public async Task What_one_record_of_a_batch_fails_for_is_no_empty_answer()
    {
        Deliver("1", Subject, "It prints.");
        Floor.BreakAt("mail/message/");
        await Floor.RunAsync();
        Floor.BreakAt(null);
        _hubSpot.Faults.Next(
            request => request.Path.EndsWith("/tickets/notes/batch/read", StringComparison.Ordinal),
            Fault.Answer(207, """{"status":"COMPLETE","results":[],"errors":[{"status":"error","category":"INTERNAL_ERROR","message":"…"}]}"""));

        (await Floor.RunAsync()).EndedBy.ShouldBe(MailRunEnd.Failed);
        await Floor.RunAsync();

        Comments.Count.ShouldBe(1, "nothing is written while it is not known whether it is there");
    }

    private protected override IReadOnlyList<string> CommentsOf(string ticket) =>
    [
        .. _hubSpot.Store.Associated("tickets", ticket, "notes").Select(id => _hubSpot.Store.Of("notes")[id]["hs_note_body"]!.ToString())
            .Select(html => WebUtility.HtmlDecode(html.Replace("<br>", "\n", StringComparison.Ordinal))),
    ];
}
