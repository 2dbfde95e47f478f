using System.Text;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Tickets;

/// <summary>The tickets of one CRM. It shares the connection of the look-ups: session, token, pace and rate limit.</summary>
/// <remarks>Every member throws <see cref="UpstreamException"/> where the CRM does not answer or refuses; a refusal names no value.</remarks>
public interface ITicketDesk
{
    /// <summary>The source's configured name.</summary>
    string Name { get; }

    /// <summary>The longest comment that it keeps whole, as <see cref="LengthOf"/> counts.</summary>
    int LongestComment { get; }

    /// <summary>How much of <see cref="LongestComment"/> a text takes: its bytes of UTF-8, unless the CRM gets it in another form.</summary>
    int LengthOf(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>The ticket with this number, as people write it.</summary>
    /// <param name="number">Letters, digits and dashes; out of a subject, so that it may be anything.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>None, one, or several where the CRM gave a number twice.</returns>
    Task<IReadOnlyList<Ticket>> FindAsync(string number, CancellationToken ct);

    /// <param name="id">Of a <see cref="Ticket"/>.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>Null when it was deleted.</returns>
    Task<Ticket?> ReadAsync(string id, CancellationToken ct);

    /// <summary>Whether the ticket has a comment with this marker: asked before one is written that may be there already.</summary>
    Task<bool> HasCommentAsync(string ticketId, string marker, CancellationToken ct);

    /// <summary>Writes a comment. It is not repeated by itself where the CRM could then have two.</summary>
    Task AddCommentAsync(string ticketId, TicketComment comment, CancellationToken ct);

    /// <summary>How new ones are made.</summary>
    INewTickets New { get; }

    /// <summary>How files come to them; null for a CRM to which none are uploaded.</summary>
    ITicketFiles? Files => null;

    /// <summary>Real and cheap calls that fail when these would fail. Nothing is written.</summary>
    Task ProbeAsync(CancellationToken ct);
}
