using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Tickets.Messages;

namespace CrmEnrichment.Tickets;

/// <summary>A message as a comment, within what the CRM keeps whole, with the marker in its last line. Pure.</summary>
internal static class CommentText
{
    /// <param name="message">The message.</param>
    /// <param name="marker">It is found again by this.</param>
    /// <param name="separator">See <see cref="NewText"/>; empty for none.</param>
    /// <param name="most">How long it may be.</param>
    /// <param name="lengthOf">How that is counted.</param>
    public static TicketComment Of(MailMessage message, string marker, string separator, int most, Func<string, int> lengthOf)
    {
        var footer = $"\n\n[{marker}]";
        var room = most - lengthOf(footer);
        var limit = room;
        var text = NewText.Of(message, separator.Length > 0 ? separator : null);
        while (true)
        {
            // It bounds characters, and says where the text is cut; CRMs count otherwise.
            var body = Comment.Around(text, message, Math.Max(limit, Comment.SmallestLimit)).Body;
            var length = lengthOf(body);
            if (length <= room || limit <= Comment.SmallestLimit)
            {
                return new(marker, body + footer);
            }

            limit = (int)Math.Min((long)limit * room / length, limit - 1);
        }
    }
}
