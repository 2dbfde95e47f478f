namespace CrmEnrichment.Local.Lambda;

/// <summary>What the functions do, for somebody who watches: each attempt as it ends, and their log.</summary>
internal sealed class Activity
{
    private const int MostLines = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<(string Function, string Line)> _log = new();

    /// <summary>Is told of every attempt: the function, its payload, and how it ended.</summary>
    public Action<FunctionDefinition, ReadOnlyMemory<byte>, InvocationResult>? Ended { get; set; }

    /// <summary>What the functions have logged since the last call; of a long time only the last thousand lines.</summary>
    public IReadOnlyList<(string Function, string Line)> TakeLog()
    {
        lock (_gate)
        {
            var lines = _log.ToList();
            _log.Clear();
            return lines;
        }
    }

    public void Log(string function, string line)
    {
        lock (_gate)
        {
            if (_log.Count == MostLines)
            {
                _log.Dequeue();
            }

            _log.Enqueue((function, line));
        }
    }
}
