namespace CrmEnrichment.Tickets;

/// <summary>What a run did in one mailbox.</summary>
public sealed record MailboxRun
{
    /// <summary>Its configured name.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Messages by what became of them, such as <c>TicketCommented</c>; letters by their reasons.</summary>
    public SortedDictionary<string, int> Messages { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Messages that are left for the next run.</summary>
    public int Left { get; set; }

    public MailRunEnd EndedBy { get; set; }

    /// <summary>Which system failed and how.</summary>
    public string? Failure { get; set; }

    internal void Count(string outcome) => Messages[outcome] = Messages.GetValueOrDefault(outcome) + 1;
}
