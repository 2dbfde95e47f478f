using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.HubSpot;

/// <summary>What the pretend HubSpot holds: records by type and id, whose they are, and the users who own them.</summary>
public sealed class HubSpotStore
{
    private readonly ConcurrentDictionary<(string Type, string Id), JsonObject> _records = new();
    private readonly ConcurrentDictionary<(string Type, string Id, string With, string Other), bool> _associations = new();
    private readonly ConcurrentDictionary<(string Type, string Id), string> _merged = new();
    private long _lastId = 500_000;

    /// <summary>Properties that were created with <c>hasUniqueValue</c>.</summary>
    public ISet<(string Type, string Property)> Unique { get; } =
        new HashSet<(string, string)> { ("calls", TrackingId), ("notes", TrackingId), ("tasks", TrackingId), ("contacts", TrackingId) };

    /// <summary>Properties that the account does not have. It has any other.</summary>
    public ISet<string> NoSuchProperties { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Users by id: their address, and whether they were archived.</summary>
    public ConcurrentDictionary<string, (string Email, bool Archived)> Owners { get; } = new(StringComparer.Ordinal);

    /// <summary>What the product calls its property when nothing is set.</summary>
    public const string TrackingId = "crm_enrichment_tracking_id";

    internal Lock Gate { get; } = new();

    internal IEnumerable<KeyValuePair<(string Type, string Id), JsonObject>> All => _records;

    /// <summary>All records of a type, by id.</summary>
    public IReadOnlyDictionary<string, JsonObject> Of(string type) => _records
        .Where(record => string.Equals(record.Key.Type, type, StringComparison.Ordinal)).ToDictionary(record => record.Key.Id, record => record.Value, StringComparer.Ordinal);

    /// <summary>How many records of the type say that they are about the interaction, in the unique property or in their text.</summary>
    public int Count(string type, string trackingId) => Of(type).Values.Count(record => record.Any(property =>
        property.Value?.ToString() is { } text && (string.Equals(text, trackingId, StringComparison.Ordinal) || text.Contains($"Tracking id: {trackingId}", StringComparison.Ordinal))));

    /// <summary>The contacts that an activity belongs to.</summary>
    public IReadOnlyList<string> ContactsOf(string type, string id) => Associated(type, id, "contacts");

    /// <summary>What a record is associated with, from whichever side it was associated; in no order that means anything.</summary>
    public IReadOnlyList<string> Associated(string type, string id, string with) =>
    [
        .. _associations.Keys.Where(known => (known.Type, known.Id, known.With) == (type, id, with)).Select(known => known.Other)
            .Concat(_associations.Keys.Where(known => (known.With, known.Other, known.Type) == (type, id, with)).Select(known => known.Id))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>As a person does it.</summary>
    public void Associate(string type, string id, string with, string other) => _associations[(type, id, with, other)] = true;

    public void Put(string type, string id, IEnumerable<(string Property, string? Value)> properties) =>
        _records[(type, id)] = new JsonObject(properties.Append(("hs_object_id", id)).Select(p => KeyValuePair.Create<string, JsonNode?>(p.Item1, p.Item2)));

    public void Delete(string type, string id) => _records.TryRemove((type, id), out _);

    /// <summary>One contact becomes part of another, which answers for both ids from then on.</summary>
    public void Merge(string contact, string into) => Merge("contacts", contact, into);

    /// <summary>As <see cref="Merge(string,string)"/>, of any type that can be merged.</summary>
    public void Merge(string type, string id, string into)
    {
        _merged[(type, id)] = into;
        Delete(type, id);
    }

    internal (string Id, JsonObject Record)? Find(string type, string id)
    {
        var left = _merged.TryGetValue((type, id), out var into) ? into : id;
        return _records.TryGetValue((type, left), out var record) ? (left, record) : null;
    }

    internal (string Id, JsonObject Record)? Find(string type, string property, string value) =>
        _records.FirstOrDefault(record => string.Equals(record.Key.Type, type, StringComparison.Ordinal) && string.Equals(record.Value[property]?.ToString(), value, property is "email" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            is { Value: { } found, Key: var key } ? (key.Id, found) : null;

    internal string Create(string type)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        Put(type, id, []);
        return id;
    }
}
