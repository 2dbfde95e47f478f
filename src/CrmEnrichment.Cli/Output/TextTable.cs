namespace CrmEnrichment.Cli.Output;

/// <summary>Rows of text below one another. The last column is cut to what is left of the terminal's width.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <param name="rows">The header first, all of the same length.</param>
    /// <param name="width">Characters of a line.</param>
    /// <param name="shortestLast">What the last column has at least.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows, int width, int shortestLast)
    {
        var widths = Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length)).ToList();
        var room = Math.Max(shortestLast, width - widths.Sum() - Gap.Length * widths.Count);
        return rows.Select(row => string.Concat(widths.Select((wide, column) => row[column].PadRight(wide) + Gap)) + Printable.Cut(row[^1], room)).Select(line => line.TrimEnd());
    }
}
