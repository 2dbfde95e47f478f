namespace CrmEnrichment.Tickets.Rules;

/// <summary>Of which messages that name no ticket a new one is made.</summary>
public enum NewTicketRule
{
    /// <summary>Of none: such a message is counted and left alone.</summary>
    Never,

    /// <summary>Of those of people whom the CRM knows, and of allowed senders.</summary>
    Contacts,

    /// <summary>Of everybody's.</summary>
    Anyone,
}
