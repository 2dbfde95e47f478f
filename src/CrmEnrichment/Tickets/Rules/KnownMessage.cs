namespace CrmEnrichment.Tickets.Rules;

/// <summary>How far a message has come.</summary>
/// <param name="State">What stands in the store.</param>
/// <param name="Source">The CRM with the ticket.</param>
/// <param name="TicketId">The ticket that it belongs to.</param>
/// <param name="Fingerprint">Of its content: two messages may bear one Message-ID.</param>
internal sealed record KnownMessage(KnownState State, string Source, string TicketId, string Fingerprint);

internal enum KnownState
{
    /// <summary>Its comment is being written, or was when the process ended.</summary>
    Begun,

    /// <summary>Its comment is written.</summary>
    Done,
}
