using CrmEnrichment.Cli.Output;

namespace CrmEnrichment.Cli.Letters;

/// <summary>Letters for people: a header, then one line each, the message as far as the edge.</summary>
internal static class LetterTable
{
    private const int LongestUpstream = 12;
    private const int LongestInteraction = 8;
    private const int ShortestMessage = 12;
    private const string Gap = "  ";

    /// <param name="letters">In this order.</param>
    /// <param name="now">For their ages.</param>
    /// <param name="width">Characters a line has.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<ListedLetter> letters, DateTimeOffset now, int width)
    {
        if (letters.Count == 0)
        {
            return [];
        }

        var id = ShortIds.Length([.. letters.Select(letter => letter.Id())]);
        string[][] rows =
        [
            ["ID", "AGE", "REASON", "UPSTREAM", "INTERACTION", "MESSAGE"],
            .. letters.Select(letter => new[]
            {
                Printable.Line(letter.Id()[..Math.Min(id, letter.Id().Length)]),
                letter.LastFailedAt is { } failed ? Age.Of(now - failed) : "",
                letter.Reason?.ToString() ?? letter.Form.ToString(),
                Printable.Cut(letter.Upstream ?? "", LongestUpstream),
                Printable.Line((letter.EventKey ?? "") is { Length: > LongestInteraction } key ? key[..LongestInteraction] : letter.EventKey ?? ""),
                letter.Message ?? "",
            }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length)).ToList();
        var room = Math.Max(ShortestMessage, width - widths.Sum() - Gap.Length * widths.Count);
        return rows.Select(row => string.Concat(widths.Select((wide, column) => row[column].PadRight(wide) + Gap)) + Printable.Cut(row[^1], room)).Select(line => line.TrimEnd());
    }
}
