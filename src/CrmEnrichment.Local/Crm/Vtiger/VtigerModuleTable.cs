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

    /// <summary>What ids begin with. Differs between installations.</summary>
    public string Prefix { get; set; } = prefix;

    public IEnumerable<Dictionary<string, string>> Records => _records.OrderBy(record => record.Key).Select(record => record.Value);

    public bool HasField(string name) => _fields.ContainsKey(name);

    public bool Has(int number) => _records.ContainsKey(number);

    public void Put(int number, IEnumerable<(string Name, string Value)> values)
    {
        var record = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = $"{Prefix}x{number}", ["assigned_user_id"] = "19x1", ["modifiedtime"] = "2026-07-01 10:00:00" };
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
        ["fields"] = new JsonArray([.. _fields.Keys.Order(StringComparer.Ordinal).Select(field => (JsonNode)new JsonObject { ["name"] = field, ["nullable"] = true })]),
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
