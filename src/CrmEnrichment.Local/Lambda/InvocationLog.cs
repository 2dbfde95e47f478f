using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Lambda;

/// <summary>
/// What the process wrote from the start of one invocation to the start of the next. Lines come through a pipe and so can arrive a
/// moment after the answer: who needs one waits for it.
/// </summary>
public sealed class InvocationLog
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly Signal _changed = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Waits for a line that matches.</summary>
    public Task<string> ArrivalOfAsync(Func<string, bool> match, CancellationToken ct = default) =>
        _changed.WhenAsync(() => Lines.FirstOrDefault(match), ct);

    public override string ToString() => string.Join(System.Environment.NewLine, Lines);

    internal void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
        }

        _changed.Raise();
    }
}
