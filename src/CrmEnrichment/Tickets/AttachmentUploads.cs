using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tickets.Messages;
using CrmEnrichment.Tickets.Rules;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Tickets;

/// <summary>Uploads what a message has attached, one file at a time. A file that cannot be uploaded never blocks the words: the comment says so.</summary>
internal sealed class AttachmentUploads(MailOptions options, ILogger log)
{
    /// <summary>Of one message; further ones are named only.</summary>
    private const int Most = 20;

    private const int LongestName = 100;

    /// <summary>Kept for the comment.</summary>
    private static readonly TimeSpan s_forTheWords = TimeSpan.FromSeconds(10);

    /// <summary>Whether anything of the message would be uploaded.</summary>
    public bool AreFor(IncomingMessage incoming) => options.UploadAttachments && incoming.Mailbox.Desk.Files is not null && incoming.Message.Attachments.Count > 0;

    /// <returns>The attachments with what became of them, and the ids of files that the comment has to bring with it.</returns>
    public async Task<(IReadOnlyList<MailAttachment> Attachments, IReadOnlyList<string> Files)> UploadAsync(IncomingMessage incoming, string ticketId, bool mayExist, CancellationToken ct)
    {
        if (!AreFor(incoming))
        {
            return (incoming.Message.Attachments, []);
        }

        var (attachments, files) = (new List<MailAttachment>(), new List<string>());
        foreach (var attachment in incoming.Message.Attachments)
        {
            var (isThere, id) = attachments.Count < Most && Deadline.Left > s_forTheWords ? await UploadAsync(incoming, attachment, attachments.Count, ticketId, mayExist, ct) : (false, null);
            attachments.Add(attachment with { IsUploaded = isThere });
            if (id is not null)
            {
                files.Add(id);
            }
        }

        return (attachments, files);
    }

    private async Task<(bool IsThere, string? Id)> UploadAsync(IncomingMessage incoming, MailAttachment attachment, int index, string ticketId, bool mayExist, CancellationToken ct)
    {
        // A mail server that is away is the message's matter: it is read again.
        if (await incoming.From.ReadAttachmentAsync(incoming.Event.Uid, attachment, options.LongestAttachment, ct) is not { } content)
        {
            return (false, null);
        }

        var desk = incoming.Mailbox.Desk;
        try
        {
            var file = new TicketFile($"{incoming.Key.Marker}-{index}", NameOf(attachment), TypeOf(attachment), content);
            return (true, await desk.Files!.UploadAsync(ticketId, file, mayExist, ct));
        }
        catch (UpstreamException e) when (e.Fault is not UpstreamFault.AuthRefused)
        {
            log.NotUploaded(desk.Name, index + 1, e.Message);
            return (false, null);
        }
    }

    /// <summary>It becomes part of headers and of the CRM's own names; a path in it would be the sender's.</summary>
    private static string NameOf(MailAttachment attachment)
    {
        var name = CleanText.Line(attachment.Name, LongestName);
        var plain = string.Concat(name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '_')).Trim(' ', '.');
        return plain.Length > 0 ? plain : attachment.Type.StartsWith("message/", StringComparison.OrdinalIgnoreCase) ? "message.eml" : "attachment";
    }

    private static string TypeOf(MailAttachment attachment) =>
        attachment.Type.Split('/') is [{ Length: > 0 } type, { Length: > 0 } subtype] && (type + subtype).All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '_') ? attachment.Type : "application/octet-stream";
}
