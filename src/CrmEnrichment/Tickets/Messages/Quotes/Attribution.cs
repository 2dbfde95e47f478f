using System.Text.RegularExpressions;

namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>"On Monday, 2 March 2026 at 10:22, Anna Bell wrote:", wrapped over lines or not, in any of the usual languages.</summary>
/// <remarks>
/// It is found from its end, a colon, and grows upwards: a client wraps it anywhere, and authors do not always leave a blank line above it. Several languages
/// have no verb (Gmail's Russian and Japanese), and unknown ones have other verbs: there a date with an address above a quote is as good.
/// </remarks>
internal static partial class Attribution
{
    private const int MostLines = 5;

    /// <summary>A colon behind less is the author's own.</summary>
    private enum Strength
    {
        None,

        /// <summary>Believed if a quote follows.</summary>
        Weak,

        /// <summary>Believed even if what follows is not marked as a quote. It has a verb: a log "of 2026-03-02 10:22 for anna@example.com:" is an author's.</summary>
        Strong,
    }

    /// <param name="end">The line that may end one.</param>
    /// <param name="next">The kind of the next line that is not blank; null at the end of the message.</param>
    /// <returns>Its first line; null where the line does not end one.</returns>
    public static int? StartOf(IReadOnlyList<Line> lines, int end, LineKind? next)
    {
        if (!lines[end].MayMark || !End().IsMatch(lines[end].Text))
        {
            return null;
        }

        var quoted = next is LineKind.Quote or LineKind.Cut;
        var (text, best, found) = ("", Strength.None, (int?)null);
        for (var at = end; best is not Strength.Strong && at >= 0 && at > end - MostLines && lines[at].MayMark && text.Length < Line.LongestMarker; at--)
        {
            if (at < end && EndsSentence(lines[at].Text))
            {
                break;
            }

            text = at == end ? lines[at].Text : $"{lines[at].Text} {text}";
            if (Judge(text) is var strength && strength > best && (strength is Strength.Strong || quoted))
            {
                (best, found) = (strength, at);
            }
        }

        return found is { } start && start > 0 && end - start < MostLines && !Begins().IsMatch(lines[start].Text) && Opens(lines[start - 1]) ? start - 1 : found;
    }

    /// <summary>"On Mon, 2" may stand on a line above what would do alone.</summary>
    private static bool Opens(Line line) => line.MayMark && line.Text.Length <= 80 && Begins().IsMatch(line.Text) && !EndsSentence(line.Text) && (line.Text[^1] is ',' || line.Text.Any(char.IsDigit));

    /// <summary>Whether the text, in one line and without a colon, is one that needs no quote behind it: <c>---- On … wrote ----</c>.</summary>
    public static bool IsStrong(string text) => Judge(text) is Strength.Strong;

    private static Strength Judge(string text)
    {
        var (verb, address) = (Verb().IsMatch(text), Address().IsMatch(text));
        var (date, time) = (Date().IsMatch(text), Time().IsMatch(text));
        return (date, time, address, verb) switch
        {
            (true, true, _, true) or (true, _, true, true) => Strength.Strong,
            (true, true, true, _) when BracketedAddress().IsMatch(text) => Strength.Strong,
            (true, true, _, _) or (true, _, true, _) or (_, true, true, _) or (_, true, _, true) or (true, _, _, true) or (_, _, true, true) => Strength.Weak,
            _ => verb && text.Length <= 60 ? Strength.Weak : Strength.None,
        };
    }

    private static bool EndsSentence(string line) => line[^1] is '!' or '?' or '。' or '！' or '？' or ':' or '：' || (line[^1] is '.' && !Abbreviation().IsMatch(line));

    /// <summary>Zoho leaves the colon out.</summary>
    [GeneratedRegex("([:：]|[^.] wrote)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex End();

    /// <summary>At the very end, as in <c>2 Mar 2026 10:22, Anna Bell &lt;anna@example.com&gt;:</c>.</summary>
    [GeneratedRegex(@"[<\[(][^\s@<>(]{1,64}@[^\s@<>)]{1,190}[>\])]\s?[:：]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BracketedAddress();

    /// <summary>The last word of a wrapped line may be "Mar." or "2."; a sentence ends with a longer one.</summary>
    [GeneratedRegex(@"(^|[\s(])[\p{L}\p{Nd}]{1,4}\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"^(On|At|Am|Le|El|Il|Em|No dia|Op|W dniu|Dnia|Den|Dne|På|Vào|Στις|În|Pada|\p{L}{2,4}\.?,? (den )?\d{1,2}[. ]|\d{1,4}[-./年]|في|בתאריך)([\s\d,]|\b|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Begins();

    [GeneratedRegex(@"(?<!\d)(19|20)\d\d(?!\d)|[٢۲][٠۰][٠-٩۰-۹]{2}|(?<!\d)\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<!\d)\d{1,2}([:.時时시]|点| h |h) ?\d{2}(?!\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"[^\s@<>(]{1,64}@[^\s@<>)]{1,190}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"\b(wrote|schrieb|geschrieben|a écrit|écrivait|escribió|ha scritto|escreveu|schreef|heeft .{1,80} geschreven|geschreven|napisał|napisała|pisze|skrev|"
        + @"kirjoitti|napsal|napsala|napísal|napísala|написал|написала|пишет|писал|написав|пише|написа|yazdı|írta|a scris|je napisao|je napisala|đã viết|έγραψε|menulis)\b"
        + "|写道|寫道|写到|書きました|のメール|작성|썼습니다|كتب|كتبت|تمت كتابة|כתב|כתבה",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Verb();
}
