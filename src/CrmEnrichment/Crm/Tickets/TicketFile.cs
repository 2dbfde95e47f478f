namespace CrmEnrichment.Crm.Tickets;

/// <summary>A file that a message had attached.</summary>
/// <param name="Key">Letters, digits and dashes that no other file has: it is part of the name or of the request, so that the file can be found again.</param>
/// <param name="Name">Never empty; letters, digits, dots, dashes, underscores and spaces.</param>
/// <param name="Type">The media type.</param>
/// <param name="Content">All of it.</param>
public sealed record TicketFile(string Key, string Name, string Type, byte[] Content)
{
    // A customer's.
    public override string ToString() => nameof(TicketFile);
}
