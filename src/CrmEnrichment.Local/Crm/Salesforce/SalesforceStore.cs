using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.Salesforce;

/// <summary>What the pretend Salesforce holds: records by id, those that were deleted, and which fields are external ids.</summary>
public sealed class SalesforceStore
{
    private readonly ConcurrentDictionary<string, (string Type, JsonObject Record)> _records = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Type, JsonObject Record)> _deleted = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>What the product calls its field when nothing is set.</summary>
    public const string TrackingId = "CrmEnrichment_Tracking_Id__c";

    /// <summary>Fields that are marked as external id and unique.</summary>
    public ISet<(string Type, string Field)> ExternalIds { get; } = new HashSet<(string, string)> { ("Task", TrackingId), ("Lead", TrackingId) };

    /// <summary>Fields that do not exist, or that the integration user does not see. Any other does.</summary>
    public ISet<string> HiddenFields { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Fields that the integration user sees and may not change.</summary>
    public ISet<string> ReadOnlyFields { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How many upserts that create find, at the last moment, that another was faster.</summary>
    public int RacesLost { get; set; }

    internal Lock Gate { get; } = new();

    internal IEnumerable<(string Type, JsonObject Record)> All => _records.Values;

    /// <summary>All records of a type, by id.</summary>
    public IReadOnlyDictionary<string, JsonObject> Of(string type) => _records
        .Where(record => string.Equals(record.Value.Type, type, StringComparison.Ordinal)).ToDictionary(record => record.Key, record => record.Value.Record, StringComparer.Ordinal);

    /// <summary>How many tasks are about the interaction.</summary>
    public int Count(string trackingId) => Of("Task").Values.Count(task => string.Equals(task["CallObject"]?.ToString(), trackingId, StringComparison.Ordinal));

    public void Put(string type, string id, IEnumerable<(string Field, JsonNode? Value)> fields) =>
        _records[id] = (type, new JsonObject(fields.Append(("Id", id)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

    /// <summary>Into the recycle bin. After a merge it says which record is left.</summary>
    public void Delete(string id, string? mergedInto = null)
    {
        if (_records.TryRemove(id, out var record))
        {
            record.Record["MasterRecordId"] = mergedInto;
            _deleted[id] = record;
        }
    }

    /// <summary>By an id of 18 characters, or by its first 15.</summary>
    internal (string Type, JsonObject Record)? Find(string type, string id) =>
        _records.TryGetValue(id.Length == 15 ? _records.Keys.FirstOrDefault(key => key.StartsWith(id, StringComparison.Ordinal)) ?? id : id, out var found) && string.Equals(found.Type, type, StringComparison.Ordinal) ? found : null;

    internal (string Type, JsonObject Record)? FindDeleted(string type, string id) =>
        _deleted.TryGetValue(id, out var found) && string.Equals(found.Type, type, StringComparison.Ordinal) ? found : null;

    internal JsonObject? Find(string type, string field, string value) =>
        Of(type).Values.FirstOrDefault(record => string.Equals(record[field]?.ToString(), value, StringComparison.Ordinal));

    internal JsonObject Create(string type)
    {
        var prefix = type switch { "Task" => "00T", "Lead" => "00Q", "CaseComment" => "00a", "Case" => "500", "ContentVersion" => "068", _ => throw new InvalidOperationException($"Nobody creates a {type}.") };
        var id = $"{prefix}{Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture).PadLeft(12, '0')}AAA";
        Put(type, id, []);
        return _records[id].Record;
    }
}
