using System.Text;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>
/// One table. Writes are atomic per item, and every read is consistent. Items past their time to live stay, as they may in DynamoDB for
/// days: whoever reads must look at the time.
/// </summary>
public sealed class Table
{
    private const int ItemLimit = 400 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _items = new(StringComparer.Ordinal);

    internal Table(string name, KeySchema keys, DateTimeOffset createdAt) => (Name, Keys, CreatedAt) = (name, keys, createdAt);

    public string Name { get; }

    /// <summary>A copy of every item, in DynamoDB's JSON.</summary>
    public IReadOnlyList<JsonObject> Items
    {
        get
        {
            lock (_gate)
            {
                return [.. _items.Values.Select(Copy)];
            }
        }
    }

    internal KeySchema Keys { get; }

    internal DateTimeOffset CreatedAt { get; }

    /// <summary>Changes items behind the back of those who use the table.</summary>
    /// <param name="which">By DynamoDB's JSON of an item, as <paramref name="change"/> has it.</param>
    public void Edit(Func<JsonObject, bool> which, Action<JsonObject> change)
    {
        lock (_gate)
        {
            foreach (var item in _items.Values.Where(which))
            {
                change(item);
            }
        }
    }

    public void Remove(Func<JsonObject, bool> which)
    {
        lock (_gate)
        {
            foreach (var (key, _) in _items.Where(item => which(item.Value)).ToList())
            {
                _items.Remove(key);
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _items.Clear();
        }
    }

    internal JsonObject? Get(JsonObject key)
    {
        lock (_gate)
        {
            return _items.GetValueOrDefault(Keys.ReadKey(key)) is { } item ? Copy(item) : null;
        }
    }

    /// <returns>The item that was there before.</returns>
    internal JsonObject? Put(JsonObject item, Condition? condition, bool returnOnFailure)
    {
        var key = Keys.Read(item);
        var size = item.Sum(attribute => Encoding.UTF8.GetByteCount(attribute.Key) + AttributeValue.SizeOf(attribute.Value));
        if (size > ItemLimit)
        {
            throw DynamoErrors.Validation("Item size has exceeded the maximum allowed size");
        }

        lock (_gate)
        {
            var before = Check(key, condition, returnOnFailure);
            _items[key] = Copy(item);
            return before;
        }
    }

    /// <returns>The item that was there before.</returns>
    internal JsonObject? Delete(JsonObject key, Condition? condition, bool returnOnFailure)
    {
        lock (_gate)
        {
            var before = Check(Keys.ReadKey(key), condition, returnOnFailure);
            _items.Remove(Keys.ReadKey(key));
            return before;
        }
    }

    /// <returns>The item as it is now.</returns>
    internal JsonObject Change(JsonObject key, Update update)
    {
        lock (_gate)
        {
            var name = Keys.ReadKey(key);
            var item = _items.GetValueOrDefault(name) is { } there ? Copy(there) : Copy(key);
            update.ApplyTo(item);
            _items[name] = item;
            return Copy(item);
        }
    }

    private JsonObject? Check(string key, Condition? condition, bool returnOnFailure)
    {
        var before = _items.GetValueOrDefault(key);
        return condition?.Holds(before) is false ? throw DynamoErrors.ConditionFailed(returnOnFailure ? before : null) : before;
    }

    private static JsonObject Copy(JsonObject item) => (JsonObject)item.DeepClone();
}
