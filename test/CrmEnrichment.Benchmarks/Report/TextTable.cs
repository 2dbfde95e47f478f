using System.Text;

namespace CrmEnrichment.Benchmarks.Report;

/// <summary>Columns for a terminal: the first to the left, the others to the right.</summary>
internal sealed class TextTable(params IReadOnlyList<string> headings)
{
    private readonly List<IReadOnlyList<string>> _rows = [headings];

    public TextTable Row(params IReadOnlyList<string> cells)
    {
        _rows.Add(cells);
        return this;
    }

    public override string ToString()
    {
        var widths = headings.Select((_, column) => _rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
            if (row == headings)
            {
                text.AppendLine(new string('-', widths.Sum() + 2 * (widths.Count - 1)));
            }
        }

        return text.ToString();
    }
}
