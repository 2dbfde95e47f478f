using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm;

/// <summary>What a pretend CRM was told of one kind, such as activities. A repeated <c>Idempotency-Key</c> gives the record that the first request made.</summary>
public sealed class PretendRecords(string prefix)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _idByKey = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>A copy of each, in the order of their creation, with <c>id</c>, and with <c>customer</c> where it is of one.</summary>
    public IReadOnlyList<JsonObject> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _byId.Values.Select(Copy)];
            }
        }
    }

    /// <summary>How many records hold this tracking id: 1, if each was written once.</summary>
    public int Count(string trackingId) => All.Count(record => string.Equals(record["tracking_id"]?.ToString(), trackingId, StringComparison.Ordinal));

    /// <summary>Changes a member as one of the CRM's users does.</summary>
    public void Edit(string id, string member, string? value) => Change(id, new JsonObject { [member] = value });

    public void Remove(string id)
    {
        lock (_gate)
        {
            _byId.Remove(id);
        }
    }

    internal (JsonObject Record, bool IsNew) Add(JsonObject members, string? key, string? customer)
    {
        lock (_gate)
        {
            if (key is not null && _idByKey.TryGetValue(key, out var known) && _byId.TryGetValue(known, out var earlier))
            {
                return (Copy(earlier), false);
            }

            var record = Copy(members);
            var id = $"{prefix}-{++_last}";
            record["id"] = id;
            if (customer is not null)
            {
                record["customer"] = customer;
            }

            _byId[id] = record;
            if (key is not null)
            {
                _idByKey[key] = id;
            }

            return (Copy(record), true);
        }
    }

    internal JsonObject? Find(string id)
    {
        lock (_gate)
        {
            return _byId.TryGetValue(id, out var record) ? Copy(record) : null;
        }
    }

    internal JsonObject? Change(string id, JsonObject changes)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var record))
            {
                return null;
            }

            foreach (var (member, value) in changes.Where(change => change.Key is not "id"))
            {
                record[member] = value?.DeepClone();
            }

            return Copy(record);
        }
    }

    private static JsonObject Copy(JsonObject record) => record.DeepClone().AsObject();
}
