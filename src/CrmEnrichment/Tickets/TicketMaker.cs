using System.Text;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Tickets.Messages;
using CrmEnrichment.Tickets.Rules;

namespace CrmEnrichment.Tickets;

/// <summary>Makes a new ticket of a message that names none, once, as far as <see cref="MailOptions.NewTickets"/> allows it.</summary>
internal sealed class TicketMaker(MailOptions options, SenderRule senders, KnownMessages known, LoopBrake brake, AttachmentUploads uploads)
{
    private const string WithoutSubject = "(no subject)";

    /// <summary>Of an address (RFC 5321). It becomes part of requests.</summary>
    private const int LongestAddress = 254;

    /// <summary>In the place of the ticket's id, before there is one.</summary>
    private const string NoId = "";

    public async Task<Outcome> HandleAsync(IncomingMessage incoming, CancellationToken ct)
    {
        var (message, key, desk) = (incoming.Message, incoming.Key, incoming.Mailbox.Desk);
        if (options.NewTickets is NewTicketRule.Never || message.From is not { Length: > 0 and <= LongestAddress } sender || !sender.Contains('@', StringComparison.Ordinal))
        {
            return TicketOutcome.NoTicket;
        }

        if (MessageRefusal.WithoutProof(incoming.Mailbox.Options, message, key) is { } unproved)
        {
            return unproved;
        }

        var contacts = await desk.New.FindContactsAsync(sender, ct);
        if (options.NewTickets is NewTicketRule.Contacts && contacts.Count == 0 && !senders.IsAllowed(sender))
        {
            return options.Strangers is StrangerRule.Ignore ? TicketOutcome.StrangerIgnored
                : MessageRefusal.Of(key, $"The message names no ticket, and {desk.Name} does not know its sender. Add the sender to {desk.Name} or to Mail__AllowedSenders, then replay the letter.");
        }

        if (await known.BeginAsync(key, desk.Name, NoId, incoming.Work, ct) is not { } mayExist)
        {
            return TicketOutcome.CommentKnown;
        }

        var existing = mayExist ? await desk.New.FindAsync(key.Marker, sender, ct) : null;
        if (existing is null && await brake.HoldsAsync(desk.Name, NoId, sender, ct))
        {
            return MessageRefusal.Of(key, $"{options.MostCommentsAnHour} tickets of {desk.Name} were made of the sender's messages within this hour: a machine may be writing them. Look at these tickets, then replay the letter, or raise Mail__MostCommentsAnHour.");
        }

        var id = existing ?? await CreateAsync(desk, message, key, sender, contacts, ct);
        await AddFilesAsync(incoming, id, mayExist, ct);
        await known.RememberOpenerAsync(desk.Name, id, sender, ct);
        await known.CompleteAsync(key, desk.Name, id, ct);
        return existing is null ? TicketOutcome.Created : TicketOutcome.CommentKnown;
    }

    /// <summary>Files need a ticket, so they follow it, with a comment that says which they are.</summary>
    private async Task AddFilesAsync(IncomingMessage incoming, string ticketId, bool mayExist, CancellationToken ct)
    {
        var desk = incoming.Mailbox.Desk;
        if (!uploads.AreFor(incoming) || (mayExist && await desk.HasCommentAsync(ticketId, incoming.Key.Marker, ct)))
        {
            return;
        }

        var (attachments, files) = await uploads.UploadAsync(incoming, ticketId, mayExist, ct);
        var comment = CommentText.Of(incoming.Message with { Text = "", Html = null, Attachments = attachments }, incoming.Key.Marker, options.SeparatorLine, desk.LongestComment, desk.LengthOf);
        await desk.AddCommentAsync(ticketId, comment with { Files = files }, ct);
    }

    /// <summary>Where several people have the address, nobody knows whose the ticket is.</summary>
    private async Task<string> CreateAsync(ITicketDesk desk, MailMessage message, MessageKey key, string sender, IReadOnlyList<string> contacts, CancellationToken ct)
    {
        var title = CleanText.Line(message.Subject, desk.New.LongestTitle);
        var text = CommentText.Of(message, key.Marker, options.SeparatorLine, desk.New.LongestText, Encoding.UTF8.GetByteCount).Text;
        var id = await desk.New.CreateAsync(new(key.Marker, title.Length > 0 ? title : WithoutSubject, text, sender, contacts.Count == 1 ? contacts[0] : null), ct);
        await brake.CountAsync(desk.Name, NoId, sender, ct);
        return id;
    }
}
