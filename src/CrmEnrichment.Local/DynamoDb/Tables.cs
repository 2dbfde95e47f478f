using System.Collections.Concurrent;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>The account's tables.</summary>
public sealed class Tables
{
    private readonly ConcurrentDictionary<string, Table> _tables = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    internal Tables(TimeProvider time) => _time = time;

    internal IEnumerable<string> Names => _tables.Keys.Order(StringComparer.Ordinal);

    public Table this[string name] => _tables.TryGetValue(name, out var table) ? table : throw DynamoErrors.NoSuchTable();

    /// <summary>A table with one string key.</summary>
    public Table Create(string name, string key = "pk") => Create(name, new KeySchema([(key, "S")]));

    internal Table Create(string name, KeySchema keys)
    {
        var table = new Table(name, keys, _time.GetUtcNow());
        return _tables.TryAdd(name, table) ? table : throw DynamoErrors.TableExists(name);
    }
}
