using CrmEnrichment.Tickets.Messages;
using MailKit;
using MimeKit;
using MimeKit.Text;
using MimeKit.Utils;

namespace CrmEnrichment.Mail;

/// <summary>Makes a <see cref="MailMessage"/> of what the server tells. Everything is bounded before it is read: a sender chooses how large a message is.</summary>
internal sealed class MessageReader(IMailFolder folder)
{
    private const int MostHeaderBytes = 1024 * 1024, MostTextBytes = 1024 * 1024, MostHtmlBytes = 4 * 1024 * 1024;

    private static readonly FetchRequest s_structure = new(MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure | MessageSummaryItems.Size);

    /// <returns>Null when there is no such message.</returns>
    public async Task<MailMessage?> ReadAsync(UniqueId uid, CancellationToken ct)
    {
        var summaries = await folder.FetchAsync([uid], s_structure, ct);
        if (summaries.FirstOrDefault(summary => summary.UniqueId == uid) is not { } summary)
        {
            return null;
        }

        HeaderList headers;
        await using (var stream = await folder.GetStreamAsync(uid, "HEADER", 0, MostHeaderBytes, ct))
        {
            headers = await HeaderBlock.ReadAsync(stream, ct);
        }

        var text = summary.TextBody is { } plain ? await TextAsync(uid, plain, MostTextBytes, ct) : null;
        var html = summary.HtmlBody is { } marked ? await TextAsync(uid, marked, MostHtmlBytes, ct) : null;
        return MessageHeaders.Of(headers) with { Text = text, Html = html, Attachments = AttachmentList.Of(summary) };
    }

    private async Task<string> TextAsync(UniqueId uid, BodyPartText body, int most, CancellationToken ct)
    {
        // A message that is nothing but its text has no part with a number.
        await using var stream = await folder.GetStreamAsync(uid, body.PartSpecifier is { Length: > 0 } section ? section : "TEXT", 0, most, ct);

        // What cannot be decoded is shown as it came: it is somebody's text.
        var encoding = MimeUtils.TryParse(body.ContentTransferEncoding ?? "", out ContentEncoding known) ? known : ContentEncoding.Default;
        using var part = new TextPart(body.ContentType?.MediaSubtype ?? "plain") { Content = new MimeContent(stream, encoding) };
        if (body.ContentType?.Charset is { Length: > 0 } charset)
        {
            part.ContentType.Charset = charset;
        }

        var text = part.Text ?? "";
        var isFlowed = string.Equals(body.ContentType?.Format, "flowed", StringComparison.OrdinalIgnoreCase);
        return isFlowed
            ? new FlowedToText { DeleteSpace = string.Equals(body.ContentType?.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase) }.Convert(text)
            : text;
    }
}
