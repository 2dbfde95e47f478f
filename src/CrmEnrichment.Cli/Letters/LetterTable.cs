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
    /// <param name="id">Characters of an id.</param>
    /// <param name="now">For their ages.</param>
    /// <param name="width">Characters a line has.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<ListedLetter> letters, int id, DateTimeOffset now, int width)
    {
        if (letters.Count == 0)
        {
            return [];
        }

        List<(string Name, Func<ListedLetter, string> Value)> columns =
        [
            ("ID", letter => Printable.Line(letter.Id()[..Math.Min(id, letter.Id().Length)])),
            ("AGE", letter => letter.LastFailedAt is { } failed ? Age.Of(now - failed) : ""),
            ("HEALS", letter => letter.NeedsAPerson ? "no" : letter.HealsFrom > now ? $"in {Age.Of(letter.HealsFrom.Value - now)}" : "now"),
            ("REASON", letter => letter.Reason?.ToString() ?? letter.Form.ToString()),
            ("UPSTREAM", letter => Printable.Cut(letter.Upstream ?? "", LongestUpstream)),
            ("INTERACTION", letter => Printable.Line((letter.EventKey ?? "") is { Length: > LongestInteraction } key ? key[..LongestInteraction] : letter.EventKey ?? "")),
            ("MESSAGE", letter => letter.Message ?? ""),
        ];

        // Where none heals by itself, the message has the room.
        columns.RemoveAll(column => column.Name is "HEALS" && letters.All(letter => letter.NeedsAPerson));
        string[][] rows = [[.. columns.Select(column => column.Name)], .. letters.Select(letter => columns.Select(column => column.Value(letter)).ToArray())];
        var widths = Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length)).ToList();
        var room = Math.Max(ShortestMessage, width - widths.Sum() - Gap.Length * widths.Count);
        return rows.Select(row => string.Concat(widths.Select((wide, column) => row[column].PadRight(wide) + Gap)) + Printable.Cut(row[^1], room)).Select(line => line.TrimEnd());
    }
}
