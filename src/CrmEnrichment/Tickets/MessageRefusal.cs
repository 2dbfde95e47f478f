using CrmEnrichment.DeadLetters;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Tickets.Mailboxes;
using CrmEnrichment.Tickets.Messages;
using CrmEnrichment.Tickets.Rules;

namespace CrmEnrichment.Tickets;

/// <summary>The letters of messages that no ticket takes. Nothing of the message is in them but a hash of its id.</summary>
internal static class MessageRefusal
{
    /// <param name="key">The message.</param>
    /// <param name="why">With the fix.</param>
    public static Outcome Of(MessageKey key, string why) => new Outcome.Failed(new Failure(FailureReason.MessageRefused, $"{why} The message's id has the hash {key.Hash[..12]}."));

    /// <returns>Null where the mailbox asks for no proof of the sender, or there is one.</returns>
    public static Outcome? WithoutProof(MailboxOptions mailbox, MailMessage message, MessageKey key) =>
        mailbox.TrustedAuthServId is { Length: > 0 } server && !SenderProof.Holds(message.Headers, server)
            ? Of(key, $"The mail server '{server}' did not find that the message is from whom it says (no dmarc=pass): it may be forged. Look at the message; if it is genuine, write the comment by hand.")
            : null;
}
