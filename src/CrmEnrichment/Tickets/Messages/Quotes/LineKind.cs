namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>What the form of the message itself says about a line. Plain text says only what is quoted; HTML of the usual clients says more.</summary>
internal enum LineKind
{
    /// <summary>Nothing: the author's, as far as is known.</summary>
    Words,

    /// <summary>Behind <c>&gt;</c>, or in an element that clients quote with.</summary>
    Quote,

    /// <summary>Who wrote the quote, and when.</summary>
    Attribution,

    /// <summary>In an element that clients keep signatures in.</summary>
    Signature,

    /// <summary>No line: from here on, everything is the message that is answered.</summary>
    Cut,
}
