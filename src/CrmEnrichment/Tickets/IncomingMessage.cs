using CrmEnrichment.Tickets.Mailboxes;
using CrmEnrichment.Tickets.Messages;
using CrmEnrichment.Tickets.Rules;

namespace CrmEnrichment.Tickets;

/// <summary>A message at work.</summary>
/// <param name="Mailbox">Where it was sent.</param>
/// <param name="From">The open folder.</param>
/// <param name="Event">Which one it is there.</param>
/// <param name="Message">What was read of it.</param>
/// <param name="Key">By what it is known.</param>
internal sealed record IncomingMessage(TicketMailbox Mailbox, IMailbox From, MailEvent Event, MailMessage Message, MessageKey Key)
{
    /// <summary>Equal for all attempts on it: their claims keep them apart.</summary>
    public string Work => Event.Key;

    // A customer's words.
    public override string ToString() => Work;
}
