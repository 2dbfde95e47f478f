namespace CrmEnrichment.Tickets.Rules;

/// <summary>What becomes of a message whose sender does not belong to its ticket.</summary>
public enum StrangerRule
{
    /// <summary>A letter: a person looks, and adds the sender to the ticket or the allow list.</summary>
    Letter,

    /// <summary>It is counted and left alone.</summary>
    Ignore,
}
