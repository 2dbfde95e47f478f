using System.Net;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>Tickets of Vtiger, end to end.</summary>
public sealed class VtigerDeskTests : TicketDeskContract
{
    private PretendVtiger _vtiger = null!;

    private protected override string Subject => "Re: TT7 Printer";

    private protected override string UnknownSubject => "Re: TT99 Printer";

    private protected override IReadOnlyList<string> Comments =>
        CommentsOf("17x70");

    private protected override string CustomerId => "12x500";

    private protected override IReadOnlyList<MadeTicket> Made =>
        [.. _vtiger.Records("HelpDesk").Where(ticket => ticket.GetValueOrDefault("description") is { Length: > 0 }).Select(ticket => new MadeTicket(ticket["id"], ticket["ticket_title"], ticket["description"], ticket.GetValueOrDefault("contact_id") ?? ""))];

    private protected override IReadOnlyList<string> CommentsOf(string ticket) =>
        [.. _vtiger.Records("ModComments").Where(comment => string.Equals(comment["related_to"], ticket, StringComparison.Ordinal)).Select(comment => comment["commentcontent"])];

    private protected override bool IsTicket(RecordedRequest request) => IsComment(request);

    private protected override bool IsComment(RecordedRequest request) => request.Body.Contains("operation=create", StringComparison.Ordinal);

    private protected override bool IsOfTheApi(RecordedRequest request) =>
        request.Query.Contains("operation=query", StringComparison.Ordinal) || request.Query.Contains("operation=describe", StringComparison.Ordinal) || IsComment(request);

    /// <summary>Its database knows characters of three bytes.</summary>
    private protected override string Kept(string text) => text.Replace("\U0001F600", "\uFFFD", StringComparison.Ordinal);

    private protected override bool TakesFiles => false;

    private protected override bool IsUpload(RecordedRequest request) => false;

    private protected override IReadOnlyList<(string Name, byte[] Content)> FilesOf(string comment) => [];

    private protected override async Task<DeskCrm> StartAsync()
    {
        _vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, Time);
        SampleCallers.PutInto(_vtiger);
        _vtiger.Put("Contacts", 500, ("lastname", "Contact"), ("email", "Ada@example.org"));
        _vtiger.Put("HelpDesk", 70, ("ticket_title", "Printer"), ("ticket_no", "TT7"), ("contact_id", "12x500"));
        return DeskCrm.Of(_vtiger);
    }
}
