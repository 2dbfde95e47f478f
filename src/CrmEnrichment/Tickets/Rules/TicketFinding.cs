using CrmEnrichment.Crm.Tickets;

namespace CrmEnrichment.Tickets.Rules;

/// <summary>Which ticket a message belongs to.</summary>
internal abstract record TicketFinding
{
    private TicketFinding()
    {
    }

    public sealed record Found(Ticket Ticket) : TicketFinding;

    /// <summary>Nothing in it names a ticket.</summary>
    public sealed record None : TicketFinding;

    /// <summary>It names a ticket, and not exactly one.</summary>
    /// <param name="Why">For the letter: no number, no name.</param>
    public sealed record Unclear(string Why) : TicketFinding;
}
