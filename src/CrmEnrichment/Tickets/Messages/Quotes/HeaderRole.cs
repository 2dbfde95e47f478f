namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>Which header a line of a copied header block is.</summary>
internal enum HeaderRole
{
    None,
    From,
    Date,
    To,
    Copy,
    Subject,
    Other,
}
