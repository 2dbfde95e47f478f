namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>What is known of a message before its lines are read.</summary>
/// <param name="Separator">The line that our own mails carry; null where they have none.</param>
internal sealed record MailThread(string Subject, bool Answers, string? Separator)
{
    public bool Forwards { get; } = SubjectPrefixes.Forward(Subject);
}
