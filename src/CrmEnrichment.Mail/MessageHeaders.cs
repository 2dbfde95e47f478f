using CrmEnrichment.Tickets.Messages;
using MimeKit;
using MimeKit.Utils;

namespace CrmEnrichment.Mail;

/// <summary>What headers say, decoded and bounded. Pure.</summary>
internal static class MessageHeaders
{
    private const int LongestId = 1_000, LongestAddress = 320, LongestName = 200, LongestSubject = 2_000, LongestValue = 16_000;

    public static MailMessage Of(HeaderList headers)
    {
        var known = headers.Take(MailMessage.MaxHeaders).ToList();
        var from = Sender(known);
        return new()
        {
            MessageId = Ids(known, HeaderId.MessageId).FirstOrDefault(),
            References = [.. Ids(known, HeaderId.InReplyTo).Concat(Ids(known, HeaderId.References).Reverse()).Distinct(StringComparer.Ordinal).Take(MailMessage.MaxReferences)],
            From = from?.Address is { Length: > 0 and <= LongestAddress } address ? address.ToLowerInvariant() : null,
            FromName = from?.Name is { Length: > 0 } name ? Cut(name, LongestName) : null,
            Date = known.Find(header => header.Id is HeaderId.Date) is { } date && DateUtils.TryParse(date.Value, out var sent) ? sent : null,
            Subject = Cut(known.Find(header => header.Id is HeaderId.Subject)?.Value ?? "", LongestSubject),
            Headers = [.. known.Select(header => new MailHeader(header.Field, Cut(header.Value ?? "", LongestValue)))],
        };
    }

    /// <returns>Null where From names nobody or several: who of them wrote cannot be known.</returns>
    private static MailboxAddress? Sender(IEnumerable<Header> headers)
    {
        var froms = headers.Where(header => header.Id is HeaderId.From).Take(2).ToList();
        return froms.Count == 1 && froms[0].Value is { Length: <= LongestValue } value && InternetAddressList.TryParse(value, out var list) && list.Mailboxes.Take(2).ToList() is [{ } only] ? only : null;
    }

    private static IEnumerable<string> Ids(IEnumerable<Header> headers, HeaderId name) => headers
        .Where(header => header.Id == name)
        .SelectMany(header => MimeUtils.EnumerateReferences(Cut(header.Value ?? "", LongestValue)))
        .Where(id => id.Length is > 0 and <= LongestId)
        .Take(1_000);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
