namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>The lines of a text/plain part.</summary>
internal static class PlainLines
{
    public static IReadOnlyList<Line> Read(string text)
    {
        var lines = new List<Line>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];

            // A space at the end means something in one line only.
            line = line is Signatures.Delimiter ? line : line.TrimEnd();
            lines.Add(new(line.ToString(), IsQuoted(line) && !EndsAddress(line, lines) ? LineKind.Quote : LineKind.Words));
        }

        return lines;
    }

    /// <summary>The full-width sign is what some Japanese clients write.</summary>
    private static bool IsQuoted(ReadOnlySpan<char> line) => line.TrimStart() is ['>' or '＞', ..];

    /// <summary>Gmail wraps its attribution anywhere, even between an address and what closes it: <c>&gt; wrote:</c>.</summary>
    private static bool EndsAddress(ReadOnlySpan<char> line, List<Line> before) => line.Length <= 40 && line is [.., ':' or '：'] && before is [.., { MayMark: true, Text: var last }]
        && last.LastIndexOf('<') is >= 0 and var open && last.IndexOf('>', open) < 0 && last.IndexOf('@', open) > 0;
}
