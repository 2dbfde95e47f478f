using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Tickets;

/// <summary>How tickets come into one CRM. What a new one must have beside its words is a setting of the CRM.</summary>
/// <remarks>Every member throws <see cref="UpstreamException"/> where the CRM does not answer or refuses; a refusal names no value.</remarks>
public interface INewTickets
{
    /// <summary>Characters of a title.</summary>
    int LongestTitle { get; }

    /// <summary>The longest text that it keeps whole, in bytes of UTF-8.</summary>
    int LongestText { get; }

    /// <summary>People whom the CRM has under this address.</summary>
    /// <param name="address">In lower case; of a stranger, so that it may be anything.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>Their ids, each once; none for a stranger.</returns>
    Task<IReadOnlyList<string>> FindContactsAsync(string address, CancellationToken ct);

    /// <summary>The id of the ticket with this marker: asked before one is made that may be there already.</summary>
    /// <returns>Null when there is none.</returns>
    Task<string?> FindAsync(string marker, string sender, CancellationToken ct);

    /// <summary>Makes a ticket. It is not repeated by itself where the CRM could then have two.</summary>
    /// <returns>Its id, as of a <see cref="Ticket"/>.</returns>
    Task<string> CreateAsync(NewTicket ticket, CancellationToken ct);

    /// <summary>Real and cheap calls that fail when these would fail. Nothing is written.</summary>
    Task ProbeAsync(CancellationToken ct);
}
