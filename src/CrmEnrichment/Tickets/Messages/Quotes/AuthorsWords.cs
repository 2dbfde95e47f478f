namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>The words of a message that are its author's: above, below and between what is quoted.</summary>
internal sealed class AuthorsWords
{
    private readonly IReadOnlyList<Line> _lines;
    private readonly MailThread _thread;
    private readonly Passages _words = new();

    // For each line, the next one after it that is not blank.
    private readonly int?[] _next;

    // The first line of each attribution, and its last.
    private readonly Dictionary<int, int> _attributions = [];

    private AuthorsWords(IReadOnlyList<Line> lines, MailThread thread)
    {
        (_lines, _thread, _next) = (lines, thread, new int?[lines.Count]);
        int? next = null;
        for (var at = lines.Count - 1; at >= 0; at--)
        {
            _next[at] = next;
            next = lines[at].IsBlank ? next : at;
            if (Attribution.StartOf(lines, at, _next[at] is { } after ? lines[after].Kind : null) is { } start)
            {
                _attributions.TryAdd(start, at);
            }
        }

        var line = 0;
        while (line < lines.Count)
        {
            line = Take(line);
        }

        _words.End(Marked);
    }

    /// <summary>Empty where nothing is left.</summary>
    public string Text => _words.ToString();

    /// <summary>Whether anything showed where a quote is. Without that, the other part of the message may show more.</summary>
    public bool Marked { get; private set; }

    public static AuthorsWords Of(IReadOnlyList<Line> lines, MailThread thread) => new(lines, thread);

    /// <returns>The line to go on with.</returns>
    private int Take(int at)
    {
        var line = _lines[at];
        if (Separator.Is(line, _thread.Separator))
        {
            return Drop(_lines.Count);
        }

        // What is forwarded is new to the ticket.
        if (line.Kind is LineKind.Words or LineKind.Attribution && line.Text.Length <= Line.LongestMarker && OriginalLine.Forwards(line.Text))
        {
            return KeepAll(at);
        }

        switch (line.Kind)
        {
            // Without an answer's signs, lines behind > may be what somebody pasted.
            case LineKind.Quote when _thread.Answers || Marked:
            case LineKind.Attribution:
                return Drop(at + 1);
            case LineKind.Signature:
                _words.End(markerFollows: false);
                return at + 1;
            case LineKind.Cut:
                return _thread.Forwards ? KeepAll(at + 1) : Drop(_lines.Count);
        }

        if (_attributions.TryGetValue(at, out var last))
        {
            return _thread.Forwards ? KeepAll(at) : DropQuote(last + 1);
        }

        if (Marker.At(_lines, at, _next[at]) is { } marker)
        {
            // Headers of another thread are forwarded or pasted.
            return _thread.Forwards || (marker.Subject is { } subject && !SubjectPrefixes.SameThread(subject, _thread.Subject)) ? KeepAll(at) : DropQuote(marker.End);
        }

        _words.Add(line.Text);
        return at + 1;
    }

    private int Drop(int end)
    {
        _words.End(markerFollows: true);
        Marked = true;
        return end;
    }

    /// <summary>If nothing marks the lines of the quote, it goes on to the end of the message.</summary>
    private int DropQuote(int start) => Drop(_next[start - 1] is { } next && _lines[next].Kind is LineKind.Words or LineKind.Signature ? _lines.Count : start);

    private int KeepAll(int start)
    {
        _words.End(markerFollows: false);
        for (var at = start; at < _lines.Count; at++)
        {
            _words.Add(_lines[at].Text);
        }

        _words.EndWhole();
        return _lines.Count;
    }
}
