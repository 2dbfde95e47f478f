using System.Text.Json;
using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Tickets.Mailboxes;
using CrmEnrichment.Tickets.Messages;
using CrmEnrichment.Tickets.Rules;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Tickets;

/// <summary>A message of a mailbox becomes a comment of its ticket, or a ticket of its own where that is wanted, once.</summary>
public sealed class CommentOnTicket : IEventHandler<MailEvent>
{
    private readonly IReadOnlyDictionary<string, TicketMailbox> _mailboxes;
    private readonly OpenMailboxes _open;
    private readonly MailOptions _options;
    private readonly SenderRule _senders;
    private readonly TicketOfMessage _tickets;
    private readonly KnownMessages _known;
    private readonly LoopBrake _brake;
    private readonly TicketMaker _maker;
    private readonly AttachmentUploads _uploads;
    private readonly bool _defers;

    /// <param name="mailboxes">By their names.</param>
    /// <param name="open">Those that are open.</param>
    /// <param name="options">The rules.</param>
    /// <param name="tickets">Finds a message's ticket.</param>
    /// <param name="known">What is written already.</param>
    /// <param name="brake">Stops loops.</param>
    /// <param name="log">Where it is said which attachment was not uploaded.</param>
    /// <param name="defers">In a run: a system that is away makes no letter of each message, since the next run begins with the same one.</param>
    internal CommentOnTicket(
        IReadOnlyDictionary<string, TicketMailbox> mailboxes, OpenMailboxes open, MailOptions options, TicketOfMessage tickets, KnownMessages known, LoopBrake brake, ILogger log, bool defers)
    {
        (_mailboxes, _open, _options, _senders, _tickets, _known, _brake, _defers) = (mailboxes, open, options, new(options.AllowedSenders), tickets, known, brake, defers);
        _uploads = new(options, log);
        _maker = new(options, _senders, known, brake, _uploads);
    }

    public string Name => nameof(CommentOnTicket);

    public EventReading<MailEvent> Read(JsonElement payload) => MailEvent.Read(payload);

    public async Task<Outcome> HandleAsync(MailEvent e, CancellationToken ct)
    {
        if (!_mailboxes.TryGetValue(e.Mailbox, out var mailbox))
        {
            return new Outcome.Failed(new Failure(FailureReason.InvalidEvent, "event.detail.mailbox names a mailbox that is not configured: add it to Mail__Mailboxes, or delete the letter."));
        }

        try
        {
            await using var borrowed = await _open.BorrowAsync(mailbox.Options, ct);
            return borrowed.Mailbox.UidValidity == e.UidValidity && await borrowed.Mailbox.ReadAsync(e.Uid, ct) is { } message
                ? await HandleAsync(mailbox, borrowed.Mailbox, e, message, ct)
                : TicketOutcome.MessageGone;
        }
        catch (UpstreamException away) when (_defers && Failure.Of(away).IsRetryable)
        {
            return new Outcome.Ignored(away.Message) { As = TicketOutcome.Deferred };
        }
    }

    private async Task<Outcome> HandleAsync(TicketMailbox mailbox, IMailbox from, MailEvent e, MailMessage message, CancellationToken ct)
    {
        if (MachineMail.Of(message) is { } machine)
        {
            return TicketOutcome.Machine(machine);
        }

        var key = MessageKey.Of(message);
        var before = await _known.FindAsync(key.Hash, ct);
        if (before is not null && !string.Equals(before.Fingerprint, key.Fingerprint, StringComparison.Ordinal))
        {
            // Two messages with one Message-ID: the second is somebody's words as well.
            key = key.ByContent();
            before = await _known.FindAsync(key.Hash, ct);
        }

        if (before is { State: KnownState.Done })
        {
            return TicketOutcome.CommentKnown;
        }

        var incoming = new IncomingMessage(mailbox, from, e, message, key);
        switch (await _tickets.FindAsync(message, mailbox.Desk, ct))
        {
            case TicketFinding.None:
                return await _maker.HandleAsync(incoming, ct);
            case TicketFinding.Unclear unclear:
                return MessageRefusal.Of(key, unclear.Why);
            case TicketFinding.Found { Ticket: var ticket }:
                return await RefusalAsync(incoming, ticket, ct) ?? await WriteAsync(incoming, ticket, ct);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Why the sender may not write into the ticket; null where they may.</summary>
    private async Task<Outcome?> RefusalAsync(IncomingMessage incoming, Ticket ticket, CancellationToken ct)
    {
        var (mailbox, message, key) = (incoming.Mailbox, incoming.Message, incoming.Key);
        if (!_senders.Allows(message.From, ticket) && !await _known.HasOpenedAsync(mailbox.Desk.Name, ticket.Id, message.From, ct))
        {
            return _options.Strangers is StrangerRule.Ignore ? TicketOutcome.StrangerIgnored
                : MessageRefusal.Of(key, $"The sender does not belong to the ticket {ticket.Id} of {mailbox.Desk.Name}. Add the address to the ticket's contact or account, or to Mail__AllowedSenders, then replay the letter.");
        }

        return MessageRefusal.WithoutProof(mailbox.Options, message, key);
    }

    private async Task<Outcome> WriteAsync(IncomingMessage incoming, Ticket ticket, CancellationToken ct)
    {
        var (desk, message, key) = (incoming.Mailbox.Desk, incoming.Message, incoming.Key);
        if (await _brake.HoldsAsync(desk.Name, ticket.Id, message.From!, ct))
        {
            return MessageRefusal.Of(key, $"The sender has added {_options.MostCommentsAnHour} comments to the ticket {ticket.Id} of {desk.Name} within this hour: two machines may be answering each other. Look at the ticket, then replay the letter, or raise Mail__MostCommentsAnHour.");
        }

        if (await _known.BeginAsync(key, desk.Name, ticket.Id, incoming.Work, ct) is not { } mayExist)
        {
            return TicketOutcome.CommentKnown;
        }

        var isThere = mayExist && await desk.HasCommentAsync(ticket.Id, key.Marker, ct);
        if (!isThere)
        {
            var (attachments, files) = await _uploads.UploadAsync(incoming, ticket.Id, mayExist, ct);
            var comment = CommentText.Of(message with { Attachments = attachments }, key.Marker, _options.SeparatorLine, desk.LongestComment, desk.LengthOf);
            await desk.AddCommentAsync(ticket.Id, comment with { Files = files }, ct);
            await _brake.CountAsync(desk.Name, ticket.Id, message.From!, ct);
        }

        await _known.CompleteAsync(key, desk.Name, ticket.Id, ct);
        return isThere ? TicketOutcome.CommentKnown : TicketOutcome.Commented;
    }
}
