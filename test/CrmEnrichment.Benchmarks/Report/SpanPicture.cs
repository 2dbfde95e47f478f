using System.Text;

namespace CrmEnrichment.Benchmarks.Report;

/// <summary>The spans of a warm event as an SVG picture: a bar for each party, in the order of time.</summary>
internal static class SpanPicture
{
    private const int NameWidth = 130;
    private const int BarsWidth = 620;
    private const int RowHeight = 30;
    private const int Top = 46;

    private static readonly (string Name, string Colour, Func<SpanFigures, double> Length)[] s_spans =
    [
        ("event to CRM request", "#4269d0", span => span.BeforeCrm),
        ("CRM", "#c9c9c9", span => span.Crm),
        ("CRM answer to PATCH", "#efb118", span => span.BetweenCalls),
        ("PATCH", "#9c9c9c", span => span.Patch),
        ("PATCH answer to result", "#3ca951", span => span.AfterPatch),
    ];

    public static string Of(IReadOnlyList<SpanFigures> parties)
    {
        var longest = parties.Max(party => s_spans.Sum(span => span.Length(party)));
        var svg = new StringBuilder();
        svg.AppendLine($"""<svg xmlns="http://www.w3.org/2000/svg" width="{NameWidth + BarsWidth + 70}" height="{Top + RowHeight * parties.Count + 10}" font-family="sans-serif" font-size="12">""");
        svg.AppendLine("""<rect width="100%" height="100%" fill="white"/>""");
        foreach (var (index, (name, colour, _)) in s_spans.Index())
        {
            svg.AppendLine($"""<rect x="{10 + index * 160}" y="12" width="12" height="12" fill="{colour}"/><text x="{26 + index * 160}" y="22">{name}</text>""");
        }

        foreach (var (row, party) in parties.Index())
        {
            var (x, y) = ((double)NameWidth, Top + row * RowHeight);
            svg.AppendLine($"""<text x="10" y="{y + 15}">{party.Party}</text>""");
            foreach (var (name, colour, length) in s_spans)
            {
                var width = length(party) / longest * BarsWidth;
                svg.AppendLine($"""<rect x="{x:0.0}" y="{y}" width="{width:0.0}" height="20" fill="{colour}"><title>{party.Party}: {name}, {length(party):0.000} ms</title></rect>""");
                x += width;
            }

            svg.AppendLine($"""<text x="{x + 6:0.0}" y="{y + 15}">{s_spans.Sum(span => span.Length(party)):0.00} ms</text>""");
        }

        return svg.AppendLine("</svg>").ToString();
    }
}
