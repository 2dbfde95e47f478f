using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Tests;

/// <summary>Keeps every log line, its named values and its exception, so that a test can say what must not be in them.</summary>
public sealed class CapturedLog<T> : ILogger<T>
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}")) : "";
        lock (_lock)
        {
            _lines.Add($"{logLevel}: {formatter(state, exception)} {values} {exception}");
        }
    }
}
