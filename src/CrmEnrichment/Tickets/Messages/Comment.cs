using System.Globalization;
using System.Text;

namespace CrmEnrichment.Tickets.Messages;

/// <summary>A message as it is written into its ticket.</summary>
/// <param name="Identity">See <see cref="MessageIdentity"/>.</param>
/// <param name="Body">Who wrote it and when, the new text, what is attached. Lines end with a line feed.</param>
/// <param name="Cut">Whether the text was too long; the body says so as well.</param>
public sealed record Comment(string Identity, string Body, bool Cut)
{
    /// <summary>The least limit: below it, head and notice leave no room for the text.</summary>
    public const int SmallestLimit = 1000;

    private const string Notice = "\n[The text is cut here. The whole message is in the mailbox.]";
    private const int LongestName = 100, LongestAddress = 254, MostAttachments = 20;

    // Names of attachments may fill a third of the comment at most.
    private const int AttachmentsShare = 3;

    /// <param name="separator">As for <see cref="NewText.Of"/>.</param>
    /// <param name="limit">Characters of the body, at least <see cref="SmallestLimit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is too small.</exception>
    public static Comment Of(MailMessage message, string? separator, int limit) => Around(NewText.Of(message, separator), message, limit);

    /// <param name="text">The message's new text.</param>
    /// <inheritdoc cref="Of"/>
    internal static Comment Around(string text, MailMessage message, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, SmallestLimit);
        var head = Head(message);
        var attachments = Attachments(message.Attachments, limit / AttachmentsShare);
        var room = limit - head.Length - attachments.Length;
        var cut = text.Length > room;
        return new(MessageIdentity.Of(message), head + (cut ? Shorter(text, room - Notice.Length) + Notice : text) + attachments, cut);
    }

    private static string Head(MailMessage message)
    {
        var name = CleanText.Line(message.FromName ?? "", LongestName);
        var address = CleanText.Line(message.From ?? "", LongestAddress);
        var sender = (name, address) switch
        {
            ("", "") => "Unknown sender",
            ("", _) => address,
            (_, "") => name,
            _ => $"{name} <{address}>",
        };
        var date = message.Date is { } at ? at.ToUniversalTime().ToString(", yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "";
        return $"{sender}{date}\n\n";
    }

    private static string Attachments(IReadOnlyList<MailAttachment> attachments, int room)
    {
        var list = new StringBuilder();
        var named = 0;
        foreach (var attachment in attachments.Take(MostAttachments))
        {
            var line = $"\n- {Name(attachment)}, {Size(attachment.Size)}{(attachment.IsUploaded is false ? ", not uploaded" : "")}";
            if (list.Length + line.Length > room)
            {
                break;
            }

            list.Append(line);
            named++;
        }

        return attachments.Count == 0 ? "" : $"\n\nAttachments:{list}{(named < attachments.Count ? $"\n- and {attachments.Count - named} more" : "")}";
    }

    private static string Name(MailAttachment attachment)
    {
        var (name, type) = (CleanText.Line(attachment.Name, LongestName), CleanText.Line(attachment.Type, LongestName));
        return name.Length == 0 ? type : type.Length == 0 ? name : $"{name} ({type})";
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{Math.Max(0, bytes)} bytes",
        < 1024 * 1024 => $"{bytes / 1024} KiB",
        _ => $"{(bytes / (1024m * 1024m)).ToString("0.0", CultureInfo.InvariantCulture)} MiB",
    };

    private static string Shorter(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd();
}
