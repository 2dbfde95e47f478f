namespace CrmEnrichment.Tickets;

/// <summary>What one check of a mailbox found.</summary>
/// <param name="Mailbox">Its configured name.</param>
/// <param name="Check">What was looked at.</param>
/// <param name="IsWell">Whether it is as it must be.</param>
/// <param name="Text">In a sentence, with the fix. No address and no secret is in it.</param>
public sealed record MailCheckLine(string Mailbox, string Check, bool IsWell, string Text);
