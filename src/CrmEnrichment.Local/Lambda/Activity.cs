using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Lambda;

/// <summary>What the functions do, for somebody who watches: each attempt as it ends, and their log.</summary>
internal sealed class Activity
{
    private readonly RecentItems<(string Function, string Line)> _log = new() { Most = 1_000 };

    /// <summary>Is told of every attempt: the function, its payload, and how it ended.</summary>
    public Action<FunctionDefinition, ReadOnlyMemory<byte>, InvocationResult>? Ended { get; set; }

    /// <summary>Is told of the whole course; null where nobody watches.</summary>
    public IActivityWatch? Watch { get; set; }

    /// <summary>What the functions have logged since the last call; of a long time only the last thousand lines.</summary>
    public IReadOnlyList<(string Function, string Line)> TakeLog() => _log.Clear();

    public void Log(string function, string line) => _log.Add((function, line));
}
