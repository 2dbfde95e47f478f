namespace CrmEnrichment.Tickets;

/// <summary>What a run did.</summary>
/// <param name="Mailboxes">Each that is configured.</param>
public sealed record MailRunReport(IReadOnlyList<MailboxRun> Mailboxes);
