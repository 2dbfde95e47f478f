using System.Collections.Frozen;

namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>What clients put before a subject when it is answered or forwarded: <c>Re:</c>, <c>AW:</c>, <c>回复：</c>, <c>Re[2]:</c>.</summary>
internal static class SubjectPrefixes
{
    private const int LongestPrefix = 20;

    private static readonly FrozenSet<string> s_answers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "re", "aw", "antw", "antwort", "sv", "odp", "r", "rif", "res", "resp", "ynt", "vá", "ha", "na", "atb", "απ", "ad", "bls", "回复", "回覆", "答复", "答覆", "返信", "답장", "회신", "ответ", "رد", "hv", "ref");

    // VS is Danish and Norwegian for "forwarded", and Finnish for "answered". To keep a quote is the smaller mistake.
    private static readonly FrozenSet<string> s_forwards = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "fw", "fwd", "wg", "wtr", "tr", "rv", "enc", "i", "pd", "vs", "vb", "vl", "doorst", "ilt", "továbbítás", "转发", "轉寄", "轉發", "転送", "전달", "пересл", "إعادة توجيه", "توجيه", "trs", "πρθ", "yml", "fs");

    /// <summary>Whether the outermost prefix says that the message is forwarded.</summary>
    public static bool Forward(string subject) => Next(subject) is { Tail: not null, Forwards: true };

    /// <summary>Whether the outermost prefix says that the message is an answer.</summary>
    public static bool Answer(string subject) => Next(subject) is { Tail: not null, Forwards: false };

    /// <returns>The subject without the whole chain of prefixes, in one line.</returns>
    public static string Without(string subject)
    {
        var rest = subject.AsSpan().Trim();
        while (Next(rest.ToString()) is { Tail: { } shorter })
        {
            rest = shorter;
        }

        return rest.ToString();
    }

    /// <summary>Whether two subjects are of the same thread: one may be cut short, or have gained a number or <c>[EXTERNAL]</c>.</summary>
    public static bool SameThread(string first, string second)
    {
        var (one, other) = (Letters(first), Letters(second));
        return one.Length == 0 || other.Length == 0 || one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal)
            || (one.Length >= 12 && other.Length >= 12 && one.AsSpan(0, 12).SequenceEqual(other.AsSpan(0, 12)));
    }

    private static string Letters(string subject) => string.Concat(Without(subject).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <returns>What follows the first prefix; null where there is none.</returns>
    private static (string? Tail, bool Forwards) Next(string subject)
    {
        var text = subject.AsSpan().TrimStart();
        var colon = text[..Math.Min(text.Length, LongestPrefix)].IndexOfAny(':', '：');
        if (colon < 1)
        {
            return (null, false);
        }

        // Some clients count: Re[2]:, Re(2):, Re^2:, AW 2:.
        var word = text[..colon].TrimEnd().TrimEnd("0123456789[]()^ ").ToString();
        return s_answers.Contains(word) ? (text[(colon + 1)..].Trim().ToString(), false)
            : s_forwards.Contains(word) ? (text[(colon + 1)..].Trim().ToString(), true)
            : (null, false);
    }
}
