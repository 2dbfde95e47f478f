using System.Text.RegularExpressions;

namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>A line, or a block of lines, behind which the message that is answered stands without any sign at its lines.</summary>
/// <param name="End">The line behind it.</param>
/// <param name="Subject">Of the message that follows; null where the marker does not tell, or is sure without it.</param>
internal sealed partial record Marker(int End, string? Subject)
{
    /// <param name="next">The next line after <paramref name="at"/> that is not blank.</param>
    /// <returns>Null where the line is none.</returns>
    public static Marker? At(IReadOnlyList<Line> lines, int at, int? next)
    {
        if (!lines[at].MayMark)
        {
            return null;
        }

        var line = lines[at].Text;
        if (OriginalLine.Answers(line) || NotesLine().IsMatch(line))
        {
            return new(BlockEnd(lines, next, fewest: 1) ?? at + 1, null);
        }

        // Any other words between dashes count if headers follow (-----Anna Bell wrote: -----), or if they say who wrote when.
        if (OriginalLine.Dashed(line) is { } words && (BlockEnd(lines, next, fewest: 2) ?? (Attribution.IsStrong(words) ? at + 1 : null)) is { } end)
        {
            return new(end, null);
        }

        return HeaderBlock.At(lines, at) is { } block ? new(block.End, block.Subject) : null;
    }

    private static int? BlockEnd(IReadOnlyList<Line> lines, int? start, int fewest) => start is { } at ? HeaderBlock.At(lines, at, fewest)?.End : null;

    /// <summary>Lotus Notes: <c>Anna Bell ---02/03/2026 10:22:11---Good morning</c>.</summary>
    [GeneratedRegex(@"-{2,3}\d{1,4}[./-]\d{1,2}[./-]\d{2,4} \d{1,2}[:.]\d{2}([:.]\d{2})?( [AP]M)?-{2,3}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotesLine();
}
