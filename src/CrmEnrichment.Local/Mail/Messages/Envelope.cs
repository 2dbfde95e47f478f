using System.Text;
using CrmEnrichment.Local.Mail.Protocol;
using MimeKit;
using MimeKit.Utils;

namespace CrmEnrichment.Local.Mail.Messages;

/// <summary>A message's envelope as IMAP lists it (RFC 3501, 7.4.2).</summary>
internal static class Envelope
{
    public static string Of(HeaderFields fields)
    {
        var from = Addresses(fields.Find("From"));
        return $"({ImapText.String(fields.Find("Date"))} {ImapText.String(fields.Find("Subject"))} {from} {Or(Addresses(fields.Find("Sender")), from)} {Or(Addresses(fields.Find("Reply-To")), from)}"
            + $" {Addresses(fields.Find("To"))} {Addresses(fields.Find("Cc"))} {Addresses(fields.Find("Bcc"))} {ImapText.String(fields.Find("In-Reply-To"))} {ImapText.String(fields.Find("Message-ID"))})";
    }

    private static string Or(string addresses, string from) => addresses is ImapText.Nil ? from : addresses;

    private static string Addresses(string? field) => field is not null && InternetAddressList.TryParse(field, out var list) && list.Mailboxes.ToList() is { Count: > 0 } mailboxes
        ? $"({string.Concat(mailboxes.Select(Address))})"
        : ImapText.Nil;

    private static string Address(MailboxAddress mailbox)
    {
        // Names were decoded by the parser, and what is beyond ASCII goes encoded.
        var name = mailbox.Name is { Length: > 0 } text ? Encoding.ASCII.GetString(Rfc2047.EncodePhrase(Encoding.UTF8, text)) : null;
        return $"({ImapText.String(name?.Trim('"'))} NIL {ImapText.String(mailbox.LocalPart)} {ImapText.String(mailbox.Domain)})";
    }
}
