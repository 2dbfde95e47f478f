namespace CrmEnrichment.Crm.Tickets;

/// <summary>A ticket of one CRM.</summary>
/// <param name="Id">As the CRM writes it.</param>
/// <param name="Addresses">The e-mail addresses of those to whom it belongs, in lower case: its contact's and its account's.</param>
public sealed record Ticket(string Id, IReadOnlyCollection<string> Addresses)
{
    // Addresses are personal.
    public override string ToString() => $"ticket {Id}";
}
