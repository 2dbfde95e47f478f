using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Tickets;

/// <summary>How files come to the tickets of one CRM.</summary>
public interface ITicketFiles
{
    /// <summary>Puts a file to a ticket, or where a comment can name it.</summary>
    /// <param name="ticketId">Of a <see cref="Ticket"/>.</param>
    /// <param name="file">The file.</param>
    /// <param name="mayExist">Whether an earlier attempt may have done it: then it is looked for, where the CRM would have it twice.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The file's id, for <see cref="TicketComment.Files"/>; null where the ticket has it without a comment's help.</returns>
    /// <exception cref="UpstreamException">The CRM does not answer or refuses; the message names no value.</exception>
    Task<string?> UploadAsync(string ticketId, TicketFile file, bool mayExist, CancellationToken ct);
}
