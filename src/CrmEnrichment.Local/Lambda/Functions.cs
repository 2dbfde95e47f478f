using System.Collections.Concurrent;
using CrmEnrichment.Local.Lambda.EventSources;

namespace CrmEnrichment.Local.Lambda;

/// <summary>The account's functions. Defining one starts no process; its first invocation does.</summary>
public sealed class Functions : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Function> _functions = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Poller> _pollers = [];
    private readonly TimeProvider _time;

    internal Functions(TimeProvider time) => _time = time;

    internal Activity Activity { get; } = new();

    /// <summary>In the order of their names.</summary>
    internal IEnumerable<FunctionDefinition> Definitions => _functions.Values.Select(function => function.Definition).OrderBy(function => function.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => [.. _functions.Keys];

    public Function this[string name] => Find(name)
        ?? throw new KeyNotFoundException($"There is no function {name}, only {string.Join(", ", _functions.Keys)}.");

    /// <summary>Deploys a function, or a new definition in place of the one of that name (whose processes end).</summary>
    public async Task<Function> DefineAsync(FunctionDefinition definition)
    {
        if (_functions.TryRemove(definition.Name, out var before))
        {
            await before.DisposeAsync();
        }

        return _functions[definition.Name] = new Function(definition, _time, Activity);
    }

    /// <summary>From now on the queue's messages trigger the function, also one that is deployed in its place later.</summary>
    /// <exception cref="Aws.AwsException">Lambda would refuse the mapping; the message says why.</exception>
    public void Map(EventSourceMapping mapping) => _pollers.Add(new Poller(mapping.Check(this[mapping.Function].Definition.Timeout), Find));

    public async ValueTask DisposeAsync()
    {
        foreach (var poller in _pollers)
        {
            await poller.DisposeAsync();
        }

        foreach (var function in _functions.Values)
        {
            await function.DisposeAsync();
        }
    }

    /// <summary>By name or ARN, with or without a version.</summary>
    internal Function? Find(string nameOrArn) =>
        _functions.GetValueOrDefault(nameOrArn) ?? _functions.Values.FirstOrDefault(f =>
            (nameOrArn + ":").StartsWith(f.Definition.Arn + ":", StringComparison.Ordinal));
}
