using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.Vtiger;

/// <summary>Vtiger's create and revise with their traps, as they were measured (docs/crm/vtiger.md, After the call).</summary>
internal sealed class VtigerWrites(IReadOnlyDictionary<string, VtigerModuleTable> modules, TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _lastNumber = 60_000;

    /// <summary>By module, the field in which a value may stand once. Vtiger compares it at the create only.</summary>
    public Dictionary<string, string> UniqueFields { get; } = new(StringComparer.Ordinal);

    /// <summary>Modules in which the user may not change anything.</summary>
    public HashSet<string> ReadOnlyModules { get; } = new(StringComparer.Ordinal);

    /// <returns>Null where Vtiger answers with PHP's page, although the record is there.</returns>
    public JsonObject? Create(string module, JsonObject element)
    {
        lock (_gate)
        {
            if (!modules.TryGetValue(module, out var table))
            {
                return VtigerReply.Denied($" for name : {module}");
            }

            var values = Values(element);
            if (table.Mandatory.FirstOrDefault(field => values.GetValueOrDefault(field) is not { Length: > 0 }) is { } missing)
            {
                return VtigerReply.Error("MANDATORY_FIELDS_MISSING", $"{missing} does not have a value");
            }

            if (WrongReference(values) is { } wrong)
            {
                return VtigerReply.Error("REFERENCE_INVALID", $"Invalid reference specified for {wrong}");
            }

            if (UniqueFields.GetValueOrDefault(module) is { } unique && values.GetValueOrDefault(unique) is { Length: > 0 } value
                && table.Records.Any(record => string.Equals(VtigerModuleTable.Text(record, unique), value, StringComparison.OrdinalIgnoreCase)))
            {
                return VtigerReply.Error(JsonValue.Create(0), "Duplicate(s) detected!");
            }

            var isBroken = (values.GetValueOrDefault("parent_id") is { Length: > 0 } parent && !Exists(parent)) || (module is "ModComments" && !Exists(values["related_to"]));
            if (values.GetValueOrDefault("contact_id") is { Length: > 0 } contact && !Exists(contact))
            {
                values["contact_id"] = "";
            }

            var number = ++_lastNumber;
            table.Put(number, Stored(table, values).Append(("createdtime", Now)));
            return isBroken ? null : VtigerReply.Result(table.Retrieve(number));
        }
    }

    public JsonObject Revise(JsonObject element, Func<string, (VtigerModuleTable Table, int Number)?> find)
    {
        lock (_gate)
        {
            if (find(element["id"]?.ToString() ?? "") is not var (table, number) || ReadOnlyModules.Any(module => modules.GetValueOrDefault(module) == table))
            {
                return VtigerReply.Denied();
            }

            var changes = Values(element).Where(change => change.Key is not "id" && table.IsWritten(change.Key)).ToDictionary(StringComparer.Ordinal);
            var values = new Dictionary<string, string>(table.Find(number), StringComparer.Ordinal);
            foreach (var (field, value) in changes)
            {
                values[field] = value;
            }

            table.Put(number, Stored(table, values));
            return VtigerReply.Result(table.Retrieve(number));
        }
    }

    private string Now => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Values(JsonObject element) => element.ToDictionary(field => field.Key, field => QuestionMarks(field.Value?.ToString() ?? ""), StringComparer.Ordinal);

    /// <summary>Its database knows characters of at most three bytes.</summary>
    private static string QuestionMarks(string text) => text.EnumerateRunes().Aggregate(new StringBuilder(), (all, rune) => rune.IsBmp ? all.Append(rune) : all.Append("??")).ToString();

    private string? WrongReference(Dictionary<string, string> values) =>
        values.GetValueOrDefault("parent_id") is { Length: > 0 } parent && parent.StartsWith($"{modules["Contacts"].Prefix}x", StringComparison.Ordinal) ? "parent_id"
        : values.GetValueOrDefault("contact_id") is { Length: > 0 } contact && !contact.StartsWith($"{modules["Contacts"].Prefix}x", StringComparison.Ordinal) ? "contact_id"
        : null;

    private bool Exists(string id) => id.Split('x') is [_, var text] && int.TryParse(text, CultureInfo.InvariantCulture, out var number) && modules.Values.Any(table => table.Has(number));

    private IEnumerable<(string Name, string Value)> Stored(VtigerModuleTable table, Dictionary<string, string> values)
    {
        if (values.ContainsKey("due_date") && Moment(values, "date_start", "time_start") is { } start && Moment(values, "due_date", "time_end") is { } end)
        {
            // Negative where the end is before the start, and no error.
            values["duration_hours"] = ((int)(end - start).TotalHours).ToString(CultureInfo.InvariantCulture);
            values["duration_minutes"] = (end - start).Minutes.ToString(CultureInfo.InvariantCulture);
        }

        return values.Where(field => field.Key is not "modifiedtime").Select(field => (field.Key, table.Cut(field.Key, field.Value))).Append(("modifiedtime", Now));
    }

    private static DateTime? Moment(Dictionary<string, string> values, string date, string clock) =>
        DateTime.TryParseExact($"{values.GetValueOrDefault(date)} {values.GetValueOrDefault(clock)}", "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
