using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Tickets;

/// <summary>Everything that this room logs: names, numbers and our own messages. No address, no subject, no text.</summary>
internal static partial class TicketsLog
{
    public static void Ended(this ILogger log, MailboxRun run)
    {
        var handled = string.Join(", ", run.Messages.Select(count => $"{count.Value} {count.Key}"));
        if (run.EndedBy is MailRunEnd.Failed)
        {
            log.Failed(run.Mailbox, handled.Length > 0 ? handled : "none", run.Left, run.Failure ?? "");
        }
        else
        {
            log.Read(run.Mailbox, run.EndedBy, handled.Length > 0 ? handled : "none", run.Left);
        }
    }

    [LoggerMessage(660, LogLevel.Information, "Mailbox {Mailbox} read: {EndedBy}. Messages: {Handled}; {Left} left for the next run")]
    private static partial void Read(this ILogger log, string mailbox, MailRunEnd endedBy, string handled, int left);

    [LoggerMessage(661, LogLevel.Warning, "Mailbox {Mailbox} not read to the end; the next run begins with the same message. Messages: {Handled}; {Left} left: {Reason}")]
    private static partial void Failed(this ILogger log, string mailbox, string handled, int left, string reason);

    [LoggerMessage(663, LogLevel.Warning, "Attachment {Index} of a message not uploaded to {Crm}; the comment names it, and is written: {Reason}")]
    public static partial void NotUploaded(this ILogger log, string crm, int index, string reason);

    [LoggerMessage(662, LogLevel.Warning, "A message of {Mailbox} with the UID {Uid} not moved; it is handled, and stays where it is: {Reason}")]
    public static partial void NotMoved(this ILogger log, string mailbox, uint uid, string reason);
}
