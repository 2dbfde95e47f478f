using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.Vtiger;

/// <summary>The records of one module. Every scalar is a text, empty where nothing was typed.</summary>
internal sealed class VtigerModuleTable(string prefix, string[] phones, string[] labels, params string[] others)
{
    private const int LongestNumber = 50;

    private readonly ConcurrentDictionary<int, Dictionary<string, string>> _records = new();
    private readonly ConcurrentDictionary<string, bool> _fields =
        new(new[] { "id", "modifiedtime", "assigned_user_id" }.Concat(phones).Concat(labels).Concat(others).Select(field => KeyValuePair.Create(field, true)), StringComparer.Ordinal);

    /// <summary>Fields without which a create is refused.</summary>
    public IReadOnlyList<string> Mandatory { get; init; } = [];

    /// <summary>What a field holds that nobody wrote.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Fields with another type than text: in a field of the type <c>date</c> a date with a time becomes nothing.</summary>
    public Dictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>Fields that a write leaves as they are, and says that it succeeded.</summary>
    public HashSet<string> ReadOnly { get; } = new(StringComparer.Ordinal);

    /// <summary>Characters that a field holds, where those are few: the rest is dropped.</summary>
    public IReadOnlyDictionary<string, int> Lengths { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Adds a field that an administrator made.</summary>
    public void Add(string field, string type, bool isReadOnly)
    {
        _fields[field] = true;
        Types[field] = type;
        if (isReadOnly)
        {
            ReadOnly.Add(field);
        }
    }

    public Dictionary<string, string> Find(int number) => _records[number];

    public bool IsWritten(string field) => !ReadOnly.Contains(field);

    public string Cut(string field, string value) =>
        Types.GetValueOrDefault(field) is "date" && value.Length != 10 ? ""
        : Lengths.TryGetValue(field, out var length) && value.Length > length ? value[..length]
        : value;

    /// <summary>What ids begin with. Differs between installations.</summary>
    public string Prefix { get; set; } = prefix;

    public IEnumerable<Dictionary<string, string>> Records => _records.OrderBy(record => record.Key).Select(record => record.Value);

    public bool HasField(string name) => _fields.ContainsKey(name);

    public bool Has(int number) => _records.ContainsKey(number);

    public void Put(int number, IEnumerable<(string Name, string Value)> values)
    {
        var record = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = $"{Prefix}x{number}", ["assigned_user_id"] = "19x1", ["modifiedtime"] = "2026-07-01 10:00:00" };
        foreach (var (name, value) in Defaults)
        {
            record[name] = value;
        }

        foreach (var (name, value) in values)
        {
            _fields[name] = true;
            record[name] = phones.Contains(name, StringComparer.Ordinal) && value.Length > LongestNumber ? value[..LongestNumber] : value;
        }

        _records[number] = record;
    }

    public void Delete(int number) => _records.TryRemove(number, out _);

    public void Hide(string field) => _fields.TryRemove(field, out _);

    public JsonObject Describe(string name) => new()
    {
        ["label"] = name,
        ["name"] = name,
        ["retrieveable"] = true,
        ["fields"] = new JsonArray([.. _fields.Keys.Order(StringComparer.Ordinal).Select(field => (JsonNode)new JsonObject
        {
            ["name"] = field,
            ["nullable"] = true,
            ["mandatory"] = Mandatory.Contains(field, StringComparer.Ordinal),
            ["editable"] = IsWritten(field),
            ["type"] = new JsonObject { ["name"] = Types.GetValueOrDefault(field, "string") },
        })]),
        ["idPrefix"] = Prefix,
        ["isEntity"] = true,
        ["labelFields"] = string.Join(',', labels),
    };

    /// <summary>The whole record, with the label that only a retrieved record has: HTML, unlike the rest.</summary>
    public JsonObject Retrieve(int number)
    {
        var shown = Show(_records[number], ["*"]);
        shown["label"] = WebUtility.HtmlEncode(string.Join(' ', labels.Select(label => Text(_records[number], label)).Where(text => text.Length > 0)));
        return shown;
    }

    /// <summary>The columns, and the id whether it is one of them or not.</summary>
    public JsonObject Show(Dictionary<string, string> record, IReadOnlyList<string> columns) => new(
        (columns is ["*"] ? _fields.Keys : columns.Append("id")).Distinct(StringComparer.Ordinal).Select(column => KeyValuePair.Create<string, JsonNode?>(column, Text(record, column))));

    public static string Text(Dictionary<string, string> record, string field) => record.GetValueOrDefault(field) ?? "";
}
