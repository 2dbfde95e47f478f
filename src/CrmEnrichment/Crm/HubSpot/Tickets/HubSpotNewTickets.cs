using System.Text.Json;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Crm.HubSpot.Journal;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Tickets;

/// <summary>New tickets of HubSpot under a unique property: it refuses a second one by itself, and the first is found by it at once.</summary>
internal sealed class HubSpotNewTickets(HubSpotConnection connection, HubSpotTicketOptions options) : INewTickets
{
    private const string Email = "email";

    /// <summary>HubSpot's number for the association of a ticket with a contact.</summary>
    private const int TicketToContact = 16;

    private readonly HubSpotWriter _writer = new(connection, HubSpotTickets.Right);

    public int LongestTitle => 255;

    public int LongestText => 65_535;

    /// <summary>An address is a key of contacts: no search, and at most one.</summary>
    public async Task<IReadOnlyList<string>> FindContactsAsync(string address, CancellationToken ct) =>
        await connection.GetByAsync(HubSpotConnection.Contacts, (Email, address), [Email], HubSpotTickets.Right, ct) is { } contact && Id(contact) is { } id ? [id] : [];

    public async Task<string?> FindAsync(string marker, string sender, CancellationToken ct) =>
        await connection.GetByAsync(HubSpotConnection.Tickets, (options.TrackingProperty, marker), [options.TrackingProperty], HubSpotTickets.Right, ct) is { } ticket
        && string.Equals(HubSpotWritten.Stored(ticket, [options.TrackingProperty]).GetValueOrDefault(options.TrackingProperty), marker, StringComparison.Ordinal) ? Id(ticket) : null;

    public async Task<string> CreateAsync(NewTicket ticket, CancellationToken ct)
    {
        try
        {
            return (await _writer.CreateAsync(HubSpotConnection.Tickets, Properties(ticket), (ticket.Contact, TicketToContact), ct)).Id;
        }
        catch (UpstreamException refusal) when (refusal.Fault is UpstreamFault.Rejected)
        {
            // What is unique is there already, if another was faster.
            if (await FindAsync(ticket.Marker, ticket.Sender, ct) is { } id)
            {
                return id;
            }

            throw;
        }
    }

    public Task ProbeAsync(CancellationToken ct) => HubSpotTickets.RequireUniqueAsync(connection, options.TrackingProperty, nameof(options.TrackingProperty), ct);

    private Dictionary<string, string> Properties(NewTicket ticket) => new(StringComparer.Ordinal)
    {
        ["subject"] = ticket.Title,
        ["content"] = ticket.Text,
        ["hs_pipeline"] = options.Pipeline,
        ["hs_pipeline_stage"] = options.PipelineStage,
        [options.TrackingProperty] = ticket.Marker,
    };

    private static string? Id(JsonElement record) => record.TryMember("id", out var member) && member.TryText(out var id) && HubSpotRecordId.Is(id) ? id : null;
}
