namespace CrmEnrichment.Local.Loopback;

/// <summary>Says which requests go wrong and how. The first matching line wins; a used-up line is skipped.</summary>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<Line> _lines = [];

    /// <summary>The next <paramref name="times"/> matching requests fail.</summary>
    public void Next(int times, Func<RecordedRequest, bool> match, Fault fault) => Add(times, match, fault);

    public void Next(Func<RecordedRequest, bool> match, Fault fault) => Add(1, match, fault);

    /// <summary>Every matching request fails until <see cref="Clear"/>.</summary>
    public void Always(Func<RecordedRequest, bool> match, Fault fault) => Add(int.MaxValue, match, fault);

    public void Clear()
    {
        lock (_gate)
        {
            _lines.Clear();
        }
    }

    internal Fault? Take(RecordedRequest request)
    {
        lock (_gate)
        {
            var line = _lines.Find(l => l.Left > 0 && l.Match(request));
            if (line is null)
            {
                return null;
            }

            line.Left--;
            return line.Fault;
        }
    }

    private void Add(int times, Func<RecordedRequest, bool> match, Fault fault)
    {
        lock (_gate)
        {
            _lines.Add(new Line(match, fault) { Left = times });
        }
    }

    private sealed record Line(Func<RecordedRequest, bool> Match, Fault Fault)
    {
        public required int Left { get; set; }
    }
}
