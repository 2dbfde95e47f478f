using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Tickets;

/// <summary>What became of a message, in the words of the metric <c>events</c>.</summary>
internal static class TicketOutcome
{
    /// <summary>The CRM has the comment.</summary>
    public static Outcome Commented { get; } = new Outcome.Done("TicketCommented");

    /// <summary>The CRM has a new ticket of the message.</summary>
    public static Outcome Created { get; } = new Outcome.Done("TicketCreated");

    /// <summary>The CRM had the comment already: the same message was in another mailbox, or an attempt ended after it had written.</summary>
    public static Outcome CommentKnown { get; } = new Outcome.Done("CommentKnown", "the CRM has this message already");

    /// <summary>It is not there any more, or the folder was made anew; then the run finds it under its new UID.</summary>
    public static Outcome MessageGone { get; } = new Outcome.Ignored("the message is not in the mailbox any more") { As = nameof(MessageGone) };

    /// <summary>Nothing in it names a ticket, and no new one is made.</summary>
    public static Outcome NoTicket { get; } = new Outcome.Ignored("the message names no ticket") { As = nameof(NoTicket) };

    /// <summary>By the rule for strangers.</summary>
    public static Outcome StrangerIgnored { get; } = new Outcome.Ignored("the sender does not belong to the ticket, or to no customer") { As = nameof(StrangerIgnored) };

    /// <summary>An automatic answer, a bounce, a list, one of our own.</summary>
    /// <param name="why">Which sign of it the message has.</param>
    public static Outcome Machine(string why) => new Outcome.Ignored(why) { As = "MachineMail" };

    /// <summary>A system is away; the message stays where it is, and the next run begins with it.</summary>
    public const string Deferred = "MailDeferred";
}
