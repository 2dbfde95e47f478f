namespace CrmEnrichment.Crm.Tickets;

/// <summary>A ticket that is made of a message.</summary>
/// <param name="Marker">Letters and digits that nothing else in the CRM has. It stands in the text as well, so that the ticket can be found again.</param>
/// <param name="Title">One line that is never empty, of <see cref="INewTickets.LongestTitle"/> at most.</param>
/// <param name="Text">With lines, and with the marker in it.</param>
/// <param name="Sender">The address in lower case.</param>
/// <param name="Contact">The id of the person whose it is; null for one whom the CRM does not know, or has several times.</param>
public sealed record NewTicket(string Marker, string Title, string Text, string Sender, string? Contact)
{
    // A customer's words and address.
    public override string ToString() => nameof(NewTicket);
}
