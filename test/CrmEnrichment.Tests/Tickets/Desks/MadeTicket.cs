namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>A ticket that the product made, as the CRM has it.</summary>
/// <param name="Id">The CRM's.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">With the marker.</param>
/// <param name="Contact">Whose it is; empty for nobody's.</param>
internal sealed record MadeTicket(string Id, string Title, string Text, string Contact);
