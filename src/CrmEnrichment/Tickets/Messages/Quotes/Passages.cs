using System.Text;

namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>The author's lines, passage by passage; between two of them something was left out.</summary>
internal sealed class Passages
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _passage = [];

    public void Add(string line) => _passage.Add(line);

    /// <summary>A passage ends, without what only stands below it.</summary>
    public void End(bool markerFollows) => Close(Signatures.WordsIn(_passage, markerFollows));

    /// <summary>A passage ends, and all of it is kept.</summary>
    public void EndWhole() => Close(_passage.Count);

    public override string ToString() => _text.ToString();

    private void Close(int count)
    {
        var blank = true;
        var first = true;
        foreach (var line in _passage.Take(count))
        {
            if (line.Length == 0)
            {
                blank = true;
                continue;
            }

            // Blank lines separate; more than one says no more.
            _text.Append(_text.Length == 0 ? "" : blank || first ? "\n\n" : "\n").Append(line);
            (blank, first) = (false, false);
        }

        _passage.Clear();
    }
}
