namespace CrmEnrichment.Crm.Tickets;

/// <summary>What is written under a ticket.</summary>
/// <param name="Marker">Letters and digits that nothing else in the CRM has. It stands in the text, so that the comment can be found again.</param>
/// <param name="Text">With lines, and with the marker in it.</param>
public sealed record TicketComment(string Marker, string Text)
{
    /// <summary>Ids of files that the comment brings with it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    // A customer's words.
    public override string ToString() => nameof(TicketComment);
}
