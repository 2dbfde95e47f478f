using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>Tickets of a CRM with a REST API.</summary>
public sealed class RestDeskTests : TicketDeskContract
{
    private PretendCrm _crm = null!;

    private protected override string Subject => "Re: [#7] Printer";

    private protected override string UnknownSubject => "Re: [#99] Printer";

    private protected override IReadOnlyList<string> Comments => CommentsOf("t-7");

    private protected override string CustomerId => "c-61";

    private protected override IReadOnlyList<MadeTicket> Made =>
        [.. _crm.NewTickets.All.Select(ticket => new MadeTicket(ticket["id"]!.ToString(), ticket["title"]!.ToString(), ticket["text"]!.ToString(), ticket["contact_id"]?.ToString() ?? ""))];

    private protected override IReadOnlyList<string> CommentsOf(string ticket) =>
        [.. _crm.Comments.All.Where(comment => string.Equals(comment["ticket"]!.ToString(), ticket, StringComparison.Ordinal)).Select(comment => comment["text"]!.ToString())];

    private protected override bool IsTicket(RecordedRequest request) => request is { Method: "POST", Path: "/tickets" };

    private protected override bool IsComment(RecordedRequest request) => request.Method is "POST" && request.Path.EndsWith("/comments", StringComparison.Ordinal);

    private protected override IEnumerable<(string Name, string Value)> Settings => [("Crm:Sources:0:Tickets:FilesPath", "/tickets/{id}/files")];

    private protected override bool IsUpload(RecordedRequest request) => request.Path.EndsWith("/files", StringComparison.Ordinal);

    private protected override IReadOnlyList<(string Name, byte[] Content)> FilesOf(string comment) =>
        [.. _crm.Files.Where(file => file.Key.StartsWith(MarkerOf(comment), StringComparison.Ordinal)).Select(file => (file.Value.Name, file.Value.Content))];

    private protected override async Task<DeskCrm> StartAsync()
    {
        _crm = await PretendCrm.StartAsync(IPAddress.Loopback, 0, Time);
        _crm.Tickets = [new JsonObject { ["id"] = "t-7", ["number"] = "7", ["contact_email"] = Customer }];
        _crm.Put(new("c-61", "a-1") { Extra = new JsonObject { ["email"] = "Ada@example.org" } });
        return new("Rest", _crm.Url, new JsonObject { ["api_key"] = _crm.ApiKey }.ToJsonString(), _crm.Requests, _crm.Faults, _crm);
    }
}
