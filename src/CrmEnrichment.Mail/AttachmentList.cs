using CrmEnrichment.Tickets.Messages;
using MailKit;

namespace CrmEnrichment.Mail;

/// <summary>What is attached, by the structure that the server tells.</summary>
internal static class AttachmentList
{
    private const int MostListed = 100, LongestName = 200;

    public static IReadOnlyList<MailAttachment> Of(IMessageSummary summary) =>
    [
        .. summary.BodyParts
            .Where(part => part != summary.TextBody && part != summary.HtmlBody && (part.IsAttachment || part is BodyPartMessage || !string.IsNullOrEmpty(part.FileName)))
            .Take(MostListed)
            .Select(part => new MailAttachment(Cut(part.FileName ?? ""), Cut(part.ContentType?.MimeType ?? "application/octet-stream"), part.Octets)
            {
                Part = part.PartSpecifier ?? "",
                Encoding = Cut(part is BodyPartBasic basic ? basic.ContentTransferEncoding ?? "" : ""),
            }),
    ];

    private static string Cut(string text) => text.Length <= LongestName ? text : text[..(char.IsHighSurrogate(text[LongestName - 1]) ? LongestName - 1 : LongestName)];
}
