namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>What an element is for, by the name that its client gave it.</summary>
internal enum Role
{
    None,
    Hidden,
    Quote,
    Attribution,
    Signature,

    /// <summary>What follows is the message that is answered.</summary>
    Cut,
}
