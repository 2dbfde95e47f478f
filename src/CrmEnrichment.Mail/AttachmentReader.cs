using CrmEnrichment.Tickets.Messages;
using MailKit;
using MimeKit;
using MimeKit.Utils;

namespace CrmEnrichment.Mail;

/// <summary>Fetches one part of a message (<c>BODY.PEEK</c>) and decodes it, bounded before and after: a sender chooses how large it is, and may lie about it.</summary>
internal static class AttachmentReader
{
    /// <summary>Of base64, with its line ends, as mail has it; quoted-printable of a file that is no text may have more, and is then too long.</summary>
    private const double Expansion = 1.4;

    private const int Slack = 4096;

    /// <returns>Null for a part that is longer, or empty on the server.</returns>
    public static async Task<byte[]?> ReadAsync(IMailFolder folder, UniqueId uid, MailAttachment attachment, int most, CancellationToken ct)
    {
        var longest = (int)Math.Min(int.MaxValue, (most * Expansion) + Slack);
        if (attachment.Part.Length == 0 || attachment.Size > longest)
        {
            return null;
        }

        await using var stream = await folder.GetStreamAsync(uid, attachment.Part, 0, longest, ct);
        var encoding = MimeUtils.TryParse(attachment.Encoding, out ContentEncoding known) ? known : ContentEncoding.Default;
        using var content = new MimeContent(stream, encoding);
        using var decoded = new MemoryStream();
        await content.DecodeToAsync(decoded, ct);
        return decoded.Length > most || stream.Length >= longest ? null : decoded.ToArray();
    }
}
