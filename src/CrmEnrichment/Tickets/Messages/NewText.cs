using System.Globalization;
using System.Text;
using CrmEnrichment.Tickets.Messages.Html;
using CrmEnrichment.Tickets.Messages.Quotes;

namespace CrmEnrichment.Tickets.Messages;

/// <summary>What the author of an answer has written, without the messages that it quotes and without the signature.</summary>
/// <remarks>
/// What is forwarded is kept: it is new to the ticket. Where nothing would be left, the whole text is kept, since to lose an author's words is worse than a quote
/// too many. The time it takes grows with the length of the message, whatever a stranger puts into it.
/// </remarks>
public static class NewText
{
    /// <summary>How many characters of a part are read.</summary>
    public const int MaxText = 1024 * 1024, MaxHtml = 4 * 1024 * 1024;

    // Some clients send a text part that only says that there is an HTML part.
    private const int StubShare = 3;

    /// <param name="separator">The line that our own mails carry above their text, such as <c>-- Please reply above this line --</c>; null where they have none.</param>
    /// <returns>Lines that end with a line feed, without control characters; empty only where the message has no text.</returns>
    public static string Of(MailMessage message, string? separator = null)
    {
        var subject = CleanText.Line(message.Subject, TicketReference.LongestSubject);
        var thread = new MailThread(subject, message.References.Count > 0 || SubjectPrefixes.Answer(subject), separator);
        var text = Part.Read(PlainLines.Read(CleanText.Of(Bounded(message.Text, MaxText))), thread);
        var html = Part.Read([.. HtmlLines.Read(Bounded(message.Html, MaxHtml)).Select(line => line with { Text = CleanText.Of(line.Text).Replace('\n', ' ').TrimEnd() })], thread);
        var (first, second) = Prefers(html, text) ? (html, text) : (text, html);
        return first.Says ? first.Words.Text : second.Says ? second.Words.Text : (first.Letters > 0 ? first : second).Whole;
    }

    private static string Bounded(string? part, int length) => part is null ? "" : part.Length > length ? part[..length] : part;

    /// <summary>The text part is what the sender's client made of the HTML, and is taken as long as it shows where the quote begins.</summary>
    private static bool Prefers(Part html, Part text) => html.Letters > 0
        && (text.Letters * StubShare < html.Letters || (html.Words.Marked && html.Says && (!text.Words.Marked || !text.Says)));

    private sealed record Part(AuthorsWords Words, string Whole, int Letters)
    {
        public bool Says { get; } = Words.Text.EnumerateRunes().Any(IsSaid);

        public static Part Read(IReadOnlyList<Line> lines, MailThread thread)
        {
            var all = new Passages();
            foreach (var line in lines)
            {
                all.Add(line.Text);
            }

            all.EndWhole();
            var whole = all.ToString();
            return new(AuthorsWords.Of(lines, thread), whole, whole.Count(char.IsLetterOrDigit));
        }

        // An answer may be a single emoji.
        private static bool IsSaid(Rune rune) => Rune.IsLetterOrDigit(rune) || (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol);
    }
}
