using System.Text;
using CrmEnrichment.Tickets.Messages.Quotes;

namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>Puts text into lines as a browser would: white space is one space, blocks break, paragraphs leave a gap.</summary>
internal sealed class LineWriter
{
    private readonly List<Line> _lines = [];
    private readonly StringBuilder _line = new();
    private bool _space;
    private bool _gap;

    // The last line that is not blank.
    private string _last = "";

    /// <summary>Of the lines that are written next.</summary>
    public LineKind Kind { get; set; }

    public TextMark Mark => new(_lines.Count, _line.Length);

    /// <summary>What has been written in the same line since; empty if that is longer than a link is.</summary>
    public string Since(TextMark mark) => mark.Line == _lines.Count && _line.Length - mark.Column is > 0 and <= Line.LongestMarker ? _line.ToString(mark.Column, _line.Length - mark.Column).Trim() : "";

    public void Text(string text, bool preformatted)
    {
        if (preformatted)
        {
            foreach (var part in text.Split('\n').Index())
            {
                if (part.Index > 0)
                {
                    NewLine();
                }

                _line.Append(part.Item);
            }

            return;
        }

        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                _space = _line.Length > 0;
                continue;
            }

            if (_space)
            {
                _line.Append(' ');
                _space = false;
            }

            _line.Append(c);
        }
    }

    public void Append(string text)
    {
        Text(text, preformatted: false);
        _space = text.EndsWith(' ');
    }

    /// <summary>The next cell of a row.</summary>
    public void Cell()
    {
        if (_line.Length > 0)
        {
            _line.Append('\t');
            _space = false;
        }
    }

    /// <summary>A line ends, if one has begun.</summary>
    public void Break(bool gap)
    {
        if (_line.Length > 0)
        {
            NewLine();
        }

        _gap |= gap;
    }

    /// <summary>A line ends, even an empty one.</summary>
    public void NewLine()
    {
        var text = _line.ToString().TrimEnd();
        if (_gap && text.Length > 0 && _lines.Count > 0)
        {
            _lines.Add(new("", LineKind.Words));
        }

        _gap &= text.Length == 0;
        _lines.Add(new(text, text.Length == 0 ? LineKind.Words : Kind));
        _last = text.Length == 0 ? _last : text;
        _line.Clear();
        _space = false;
    }

    public void Cut()
    {
        Break(gap: false);
        _lines.Add(new("", LineKind.Cut));
    }

    /// <summary>Whether the last line looks like the one above a quote.</summary>
    public bool FollowsAttribution()
    {
        var text = _line.Length is 0 ? _last : _line.Length <= Line.LongestMarker ? _line.ToString().Trim() : "";
        return text is [.., ':' or '：'] && text.Length <= Line.LongestMarker && text.Any(char.IsDigit);
    }

    public IReadOnlyList<Line> Finish()
    {
        Break(gap: false);
        return _lines;
    }
}
